import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as lambda from '@aws-sdk/client-lambda';
import { connect } from '../../../src/aws/connect.ts';
import { signInFix } from '../../../src/aws/connections/signInFix.ts';
import type { Outcome } from '../../../src/aws/outcome.ts';
import { commands } from '../../../src/commands/index.ts';
import { offerCure } from '../../../src/commands/invoking/offerCure.ts';
import type { Request } from '../../../src/history/invocations.ts';
import { defaultSettings } from '../../support/defaultSettings.ts';
import { type Fault, lambdaError, startFaultServer } from '../../support/faultServer.ts';
import { recordShow } from '../../support/recordedShow.ts';

const request: Request = {
  ...{ path: '/w/a.json', functionName: 'orders', qualifier: 'live' },
  ...{ type: 'RequestResponse', options: {} },
};

/** Invokes against a server that answers so, and tells what the person is told and offered. */
async function invoke(fault: Fault, revealResult: 'always' | 'never' = 'always') {
  const server = await startFaultServer(fault);
  try {
    const renewal = { advice: 'Sign in again, then try again.', fix: signInFix };
    const target = { ...server.target, accountId: '123456789012', renewal };
    const { functionName, qualifier, type } = request;
    const payload = Buffer.from('{}');
    const outcome = await connect(target).invoke({ functionName, qualifier, type, payload });
    const show = recordShow();
    offerCure({ show, settings: () => ({ ...defaultSettings, revealResult }) }, request, outcome);
    const messages = [...show.errors, ...show.warnings];
    const fixes = messages.flatMap((message) => message.fixes);
    for (const { command } of fixes) {
      assert.ok(Object.hasOwn(commands, command.replace('lambdaBench.', '')), command);
    }
    return {
      outcome,
      attempts: server.attempts,
      messages,
      titles: fixes.map(({ title }) => title),
      fixes,
    };
  } finally {
    await server.close();
  }
}

/** What Invoke may throw, as the documentation in the SDK has it. */
function thrownBy(operation: string): string[] {
  const main = createRequire(import.meta.url).resolve('@aws-sdk/client-lambda');
  const types = join(dirname(main), '../dist-types/commands', `${operation}Command.d.ts`);
  const found = readFileSync(types, 'utf8').matchAll(/@throws \{@link (\w+Exception)\}/g);
  return [...new Set([...found].map(([, name = '']) => name))];
}

/** Status and spelling on the wire, from the SDK's model. */
function wireForm(name: string): { status: number; member: 'message' | 'Message' } | undefined {
  const schema: unknown = Reflect.get(lambda, `${name}$`);
  if (!Array.isArray(schema)) return undefined;
  const [, , , traits, members] = schema;
  const { httpError }: { httpError?: unknown } = Object(traits);
  if (typeof httpError !== 'number' || !Array.isArray(members)) return undefined;
  return { status: httpError, member: members.includes('Message') ? 'Message' : 'message' };
}

/** The function had begun: sending it again may run it twice. */
const afterTheStart = ['EFSIOException', 'ServiceException'];
const untilReady = [
  'CodeArtifactUserPendingException',
  'EC2ThrottledException',
  'ENINotReadyException',
  'ResourceNotReadyException',
  'SnapStartNotReadyException',
];

suite('An error of Invoke', () => {
  const modelled = thrownBy('Invoke').flatMap((name) => {
    const form = wireForm(name);
    return form ? [{ name, ...form }] : [];
  });

  test('is one of many that the SDK knows', () => {
    assert.ok(modelled.length >= 43, `${modelled.length}`);
    const names = modelled.map(({ name }) => name);
    for (const name of thrownBy('InvokeWithResponseStream').filter(wireForm)) {
      assert.ok(names.includes(name), name);
    }
  });

  for (const { name, status, member } of modelled) {
    test(`${name} has words of its own, and was sent once`, async () => {
      const words = 'As AWS says it.';
      const fault = lambdaError(status, name, { Type: 'User', [member]: words });
      const { outcome, attempts, titles } = await invoke(fault);
      assert.equal(attempts, 1);
      assert.ok(outcome.kind === 'notInvoked' || outcome.kind === 'lost', outcome.kind);
      assert.equal(outcome.kind === 'lost', afterTheStart.includes(name), outcome.kind);
      const { message, advice, code } = outcome.failure;
      assert.equal(code, name);
      assert.doesNotMatch(`${message} ${advice}`, /undefined|\[object/);
      // What to do now; these two names stand for too many things.
      const inItsOwnWords = ['InvalidParameterValueException', 'ResourceConflictException'];
      if (inItsOwnWords.includes(name)) assert.match(message, /As AWS says it$/);
      else assert.match(advice, /^[A-Z].*\.$/);
      if (untilReady.includes(name)) assert.deepEqual(titles, ['Invoke When Ready']);
    });
  }

  /** As they were recorded or pasted in public: code, status, body, what is told, what is offered. */
  const recorded: Record<string, [Fault, told: RegExp, offered: readonly string[]]> = {
    'a function that is not there': [
      lambdaError(404, 'ResourceNotFoundException', {
        Type: 'User',
        Message: 'Function not found: arn:aws:lambda:eu-west-1:123456789012:function:orders:live',
      }),
      /orders:live does not exist in eu-west-1/,
      ['Choose Another Function'],
    ],
    'a function of another region': [
      lambdaError(404, 'ResourceNotFoundException', {
        Message: `Functions from 'ap-southeast-1' are not reachable in this region ('eu-west-1')`,
      }),
      /in another region than eu-west-1/,
      ['Select Connection'],
    ],
    'a function that is pending': [
      lambdaError(409, 'ResourceConflictException', {
        Type: 'User',
        message:
          'The operation cannot be performed at this time. The function is currently in the following state: Pending',
      }),
      /orders:live is not ready yet/,
      ['Invoke When Ready'],
    ],
    'a function that must be qualified': [
      lambdaError(400, 'InvalidParameterValueException', {
        Type: 'User',
        message: 'You cannot invoke a durable function using an unqualified ARN.',
      }),
      /durable function: it is invoked by a version or an alias/,
      ['Choose Options'],
    ],
    'a tenant that is missing': [
      lambdaError(400, 'InvalidParameterValueException', {
        Type: 'User',
        message:
          'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.',
      }),
      /Add a valid tenant ID/,
      ['Choose Options'],
    ],
    'reserved concurrency that is used up': [
      lambdaError(429, 'TooManyRequestsException', {
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
        Type: 'User',
        message: 'Rate Exceeded.',
      }),
      /its reserved concurrency is in use/,
      ['Try Again'],
    ],
    'a payload that is too large, by its name on the wire': [
      lambdaError(413, 'RequestEntityTooLargeException', {
        Type: 'User',
        message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
      }),
      /smaller than 6291456 bytes/,
      [],
    ],
    'a payload that is not JSON': [
      lambdaError(400, 'InvalidRequestContentException', {
        Type: 'User',
        message:
          "Could not parse request body into json: Could not parse payload into json: Unrecognized token 'x': was expecting (JSON String)\n at [Source: REDACTED; line: 1, column: 2]",
      }),
      /is not JSON: Unrecognized token 'x'/,
      [],
    ],
    'a permission that is missing': [
      lambdaError(403, 'AccessDeniedException', {
        Message:
          'User: arn:aws:sts::1:assumed-role/R/S is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:eu-west-1:1:function:orders because no identity-based policy allows the lambda:InvokeFunction action',
      }),
      /lambda:InvokeFunction is not allowed on orders:live/,
      ['Copy Permission'],
    ],
    'a permission that is missing, without a word': [
      lambdaError(403, 'AccessDeniedException', { Message: null }),
      /lambda:InvokeFunction is not allowed/,
      ['Copy Permission'],
    ],
    'a permission that is denied': [
      lambdaError(403, 'AccessDeniedException', {
        Message:
          'User: arn:aws:iam::1:user/u is not authorized to perform: lambda:InvokeFunction on resource: arn:x with an explicit deny in an identity-based policy',
      }),
      /explicit deny in an identity-based policy/,
      [],
    ],
    'a session that has expired': [
      lambdaError(403, 'ExpiredTokenException', {
        message: 'The security token included in the request is expired',
      }),
      /have expired|has expired/,
      ['Sign In', 'Try Again'],
    ],
    'a key that nobody knows': [
      lambdaError(403, 'UnrecognizedClientException', {
        message: 'The security token included in the request is invalid.',
      }),
      /faulty/,
      ['Sign In'],
    ],
    'a secret that is not the key’s': [
      lambdaError(403, 'InvalidSignatureException', {
        message:
          'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      }),
      /secret access key of faulty/,
      ['Sign In'],
    ],
    'a clock that is slow': [
      lambdaError(403, 'InvalidSignatureException', {
        message:
          'Signature expired: 20160928T135747Z is now earlier than 20160928T140052Z (20160928T140552Z - 5 min.)',
      }),
      /clock is 8 minutes slow/,
      [],
    ],
    'a key that the role may not use': [
      lambdaError(502, 'KMSAccessDeniedException', {
        Type: 'Service',
        Message:
          'Lambda was unable to decrypt the environment variables because KMS access was denied.',
      }),
      /may not use the key/,
      ['Show Role'],
    ],
    'a function without a version': [
      lambdaError(400, 'NoPublishedVersionException', { Type: 'User', Message: 'None.' }),
      /orders:live has no published version/,
      ['Publish Version'],
    ],
    'a way to invoke that is not supported': [
      lambdaError(400, 'ModeNotSupportedException', { Type: 'User', message: 'No.' }),
      /cannot be invoked in this mode/,
      ['Choose Options'],
    ],
  };
  for (const [what, [fault, told, offered]] of Object.entries(recorded)) {
    test(`tells of ${what} and offers what helps`, async () => {
      const { outcome, titles, messages } = await invoke(fault);
      assert.ok(outcome.kind === 'notInvoked', outcome.kind);
      assert.match(outcome.failure.message, told);
      assert.deepEqual(titles, offered);
      // The panel says the same: without a button there is no second message.
      assert.equal(messages.length, offered.length > 0 ? 1 : 0);
    });
  }

  test('names the resource of a permission that is missing', async () => {
    const { fixes } = await invoke(lambdaError(403, 'AccessDeniedException', { Message: null }));
    const resource = 'arn:aws:lambda:eu-west-1:123456789012:function:orders:live';
    assert.deepEqual(fixes[0]?.arguments, [{ action: 'lambda:InvokeFunction', resource }]);
  });

  test('is told by a message where the panel does not come forward', async () => {
    const large = recorded['a payload that is too large, by its name on the wire']?.[0];
    assert.ok(large);
    assert.equal((await invoke(large, 'never')).messages.length, 1);
    const lost = lambdaError(500, 'ServiceException', { Message: 'Oh.' });
    assert.deepEqual((await invoke(lost)).messages, []);
    const { messages, titles } = await invoke(lost, 'never');
    assert.match(messages[0]?.text ?? '', /orders may have run/);
    assert.deepEqual(titles, ['Show Result']);
  });

  test('is no error where there is none', () => {
    const show = recordShow();
    const cancelled: Outcome = { kind: 'cancelled', elapsed: 1 };
    offerCure({ show, settings: () => defaultSettings }, request, cancelled);
    assert.deepEqual([...show.errors, ...show.warnings], []);
  });
});
