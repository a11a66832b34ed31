import assert from 'node:assert/strict';
import type { Account } from '../../src/aws/account.ts';
import { connect } from '../../src/aws/connect.ts';
import type { Failure } from '../../src/aws/outcome.ts';
import { isUserError } from '../../src/errors.ts';
import {
  answer,
  type Fault,
  type FaultServer,
  iamError,
  lambdaError,
  startFaultServer,
  unusedTarget,
} from '../support/faultServer.ts';

suite('A failure', () => {
  const servers: FaultServer[] = [];

  teardown(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  async function account(...faults: Fault[]): Promise<Account> {
    const server = await startFaultServer(...faults);
    servers.push(server);
    return connect(server.target);
  }

  /** How the invocation of `orders:live` fails. */
  async function invocationFailure(fault: Fault): Promise<Failure> {
    const { invoke } = await account(fault);
    const outcome = await invoke({
      functionName: 'orders',
      qualifier: 'live',
      type: 'Event',
      payload: Buffer.from('{}'),
    });
    assert.ok(outcome.kind === 'notInvoked' || outcome.kind === 'lost', outcome.kind);
    return outcome.failure;
  }

  suite('of an invocation', () => {
    const cases: Record<string, [fault: Fault, message: RegExp, advice: RegExp]> = {
      'without a function names function and region': [
        lambdaError(404, 'ResourceNotFoundException', {
          Message: 'Function not found: arn:aws:lambda:eu-west-1:1:function:orders:live',
        }),
        /^orders:live does not exist in eu-west-1$/,
        /name.*alias.*region/,
      ],
      'in another region says so': [
        lambdaError(404, 'ResourceNotFoundException', {
          Message: `Functions from 'ap-southeast-1' are not reachable in this region ('eu-west-1')`,
        }),
        /another region than eu-west-1/,
        /connection/,
      ],
      'without permission names the missing one': [
        lambdaError(403, 'AccessDeniedException', {
          Message:
            'User: arn:aws:iam::1:user/u is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:eu-west-1:1:function:orders because no identity-based policy allows the lambda:InvokeFunction action',
        }),
        /lambda:InvokeFunction is not allowed on orders:live$/,
        /lambda:InvokeFunction/,
      ],
      'denied explicitly says by what': [
        lambdaError(403, 'AccessDeniedException', {
          Message:
            'User: arn:aws:iam::1:user/u is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:x with an explicit deny in a service control policy',
        }),
        /explicit deny in a service control policy$/,
        /administrator/,
      ],
      'denied without a word names the permission that it takes': [
        lambdaError(403, 'AccessDeniedException', { Message: null }),
        /lambda:InvokeFunction is not allowed/,
        /lambda:InvokeFunction/,
      ],
      'by the reserved concurrency says so': [
        lambdaError(429, 'TooManyRequestsException', {
          Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
          message: 'Rate Exceeded.',
        }),
        /throttled: its reserved concurrency/,
        /reserved concurrency/,
      ],
      'by too many requests says so': [
        lambdaError(429, 'TooManyRequestsException', {
          Reason: 'CallerRateLimitExceeded',
          message: 'Rate Exceeded.',
        }),
        /too many requests \(CallerRateLimitExceeded\)/,
        /try again/,
      ],
      'while the function is pending says to wait': [
        lambdaError(409, 'ResourceConflictException', {
          message:
            'The operation cannot be performed at this time. The function is currently in the following state: Pending',
        }),
        /^orders:live is not ready yet/,
        /Wait/,
      ],
      'by its size repeats the limit': [
        lambdaError(413, 'RequestEntityTooLargeException', {
          message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
        }),
        /smaller than 6291456 bytes/,
        /6 MB/,
      ],
      'by a payload that is not JSON says so': [
        lambdaError(400, 'InvalidRequestContentException', {
          message:
            'Could not parse request body into json: Could not parse payload into json: Unexpected character (x): expected a value\n at [Source: REDACTED; line: 1, column: 2]',
        }),
        /payload for orders:live is not JSON: Unexpected character \(x\): expected a value$/,
        /Correct/,
      ],
      'by an unknown key speaks of the connection': [
        lambdaError(403, 'UnrecognizedClientException', {
          message: 'The security token included in the request is invalid.',
        }),
        /^the credentials of faulty are not known$/,
        /access key/,
      ],
      'by a wrong secret speaks of the secret': [
        lambdaError(403, 'InvalidSignatureException', {
          message:
            'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
        }),
        /secret access key of faulty/,
        /Enter/,
      ],
      'by an expired token says so': [
        lambdaError(403, 'ExpiredTokenException', {
          message: 'The security token included in the request is expired',
        }),
        /have expired$/,
        /Sign in/,
      ],
      'by a slow clock says by how much': [
        lambdaError(403, 'InvalidSignatureException', {
          message:
            'Signature expired: 20160928T135747Z is now earlier than 20160928T140052Z (20160928T140552Z - 5 min.)',
        }),
        /clock is 8 minutes slow$/,
        /Set the clock/,
      ],
      'by a fast clock says by how much': [
        lambdaError(403, 'InvalidSignatureException', {
          message:
            'Signature not yet current: 20160928T142052Z is still later than 20160928T141052Z (20160928T140552Z + 5 min.)',
        }),
        /clock is 15 minutes fast$/,
        /Set the clock/,
      ],
      'of the service itself says that the function may have run': [
        lambdaError(500, 'ServiceException', { Message: 'Internal failure.' }),
        /^Internal failure$/,
        /^Look for request 6f1c2f3e-8a44-4b0e-9c1d-2f6f5b9f7d10 in the function's log/,
      ],
      'that nobody knows keeps the words of the service': [
        lambdaError(418, 'TeapotException', { message: 'I am a teapot.' }),
        /^I am a teapot$/,
        /^$/,
      ],
      'with the name of something else is not mistaken for it': [
        lambdaError(418, 'constructor', { message: 'Odd.' }),
        /^Odd$/,
        /^$/,
      ],
      'by something that is not AWS tells the status': [
        answer(407, { 'content-type': 'text/html' }, '<html></html>'),
        /HTTP status 407$/,
        /^$/,
      ],
    };
    for (const [what, [fault, message, advice]] of Object.entries(cases)) {
      test(what, async () => {
        const failure = await invocationFailure(fault);
        assert.match(failure.message, message);
        assert.match(failure.advice, advice);
        assert.doesNotMatch(JSON.stringify(failure), /AKIDFAULTY|a-secret-for-nothing/);
      });
    }
  });

  suite('of the control plane is a UserError that', () => {
    async function failing(call: Promise<unknown>): Promise<string> {
      const error: unknown = await call.then(
        () => assert.fail('It did not fail.'),
        (failure: unknown) => failure,
      );
      assert.ok(isUserError(error), String(error));
      assert.ok(error.cause instanceof Error);
      assert.doesNotMatch(error.message, /AKIDFAULTY|a-secret-for-nothing/);
      return error.message;
    }

    test('says what, which, why, its code and what to do', async () => {
      const { functions } = await account(
        lambdaError(404, 'ResourceNotFoundException', { Message: 'Function not found: arn' }),
      );
      assert.equal(
        await failing(functions.delete('orders')),
        'orders does not exist in eu-west-1 (ResourceNotFoundException). Check the name, the version or alias, and the region; refresh the list of functions.',
      );
    });

    test('speaks of a name that is taken', async () => {
      const { roles } = await account(
        iamError(409, 'EntityAlreadyExists', 'Role with name orders-role already exists.'),
      );
      assert.match(
        await failing(roles.create({ name: 'orders-role', description: '' })),
        /^orders-role exists already in this account \(EntityAlreadyExists/,
      );
    });

    test('speaks of what is still on a role', async () => {
      const { roles } = await account(
        iamError(409, 'DeleteConflict', 'Cannot delete entity, must detach all policies first.'),
      );
      assert.match(
        await failing(roles.delete('orders-role')),
        /^orders-role cannot be deleted: Cannot delete entity, must detach all policies first /,
      );
    });

    test('names the permission on IAM that is missing', async () => {
      const { roles } = await account(
        iamError(
          403,
          'AccessDenied',
          'User: arn:aws:iam::1:user/y is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::1:role/x',
        ),
      );
      const message = await failing(roles.create({ name: 'x', description: '' }));
      assert.match(message, /iam:CreateRole is not allowed on x \(AccessDenied\)\. Ask/);
    });

    test('knows the credential errors of IAM by their own names', async () => {
      const { roles } = await account(
        iamError(
          403,
          'InvalidClientTokenId',
          'The security token included in the request is invalid',
        ),
      );
      assert.match(
        await failing(roles.find('x')),
        /^The credentials of faulty are not known \(InvalidClientTokenId\)\. /,
      );
    });

    test('keeps the words of IAM where nothing more is known', async () => {
      const words = '1 validation error detected: Value at roleName failed to satisfy constraint';
      const { roles } = await account(iamError(400, 'ValidationError', words));
      assert.equal(
        await failing(roles.find('x')),
        `Could not look up x: ${words} (ValidationError).`,
      );
    });

    test('does not take the page of a proxy for the words of a service', async () => {
      for (const status of [403, 501, 200]) {
        const { functions, roles } = await account(answer(status, {}, '<html>Blocked</html'));
        for (const call of [functions.find('orders'), roles.find('orders')]) {
          const message = await failing(call);
          assert.match(message, new RegExp(`^Could not look up orders: .*\\(HTTP ${status}\\)\\.`));
          assert.doesNotMatch(message, /parse|JSON|XML|token/);
        }
      }
    });

    test('says that nothing listens', async () => {
      const target = await unusedTarget();
      const message = await failing(connect(target).functions.find('orders'));
      assert.match(message, /^Could not reach http:.*: nothing listens there \(ECONNREFUSED\)\. /);
      const local = connect({ ...target, connection: 'local' });
      assert.match(
        await failing(local.functions.find('orders')),
        /^The local endpoint at http:.* is not running \(ECONNREFUSED\)\. Try again/,
      );
    });
  });
});
