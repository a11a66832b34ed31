import assert from 'node:assert/strict';
import {
  CreateAliasCommand,
  DeleteFunctionCommand,
  InvokeAsyncCommand,
  InvokeCommand,
  type InvokeCommandInput,
  type LambdaClient,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { functionMaker } from '../../../support/functions.ts';
import { localClients, quickly, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';
import { type Reports, startReports } from '../../../support/reports.ts';

/** A runtime that answers with the very bytes that it gets. */
const mirror = `#!${process.execPath}
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/';
async function main() {
  for (;;) {
    const event = await fetch(api + 'next');
    const id = event.headers.get('lambda-runtime-aws-request-id');
    await fetch(api + id + '/response', { method: 'POST', body: await event.arrayBuffer() });
  }
}
main();
`;

suite('Invoke of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let lambda: LambdaClient;
  let reports: Reports;
  let create: Awaited<ReturnType<typeof functionMaker>>;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    const clients = localClients(endpoint);
    lambda = clients.lambda;
    reports = await startReports();
    create = await functionMaker(clients);
    for (const [name, code] of [
      [
        'echo',
        'exports.handler = async (event) => { console.log("x".repeat(5000)); return event; }',
      ],
      ['broken', 'exports.handler = async () => { throw new TypeError("no such order"); }'],
      [
        'context',
        'exports.handler = async (e, c) => ({ ...c, time: c.getRemainingTimeInMillis() })',
      ],
      [
        'caller',
        'exports.handler = (url) => fetch(url, { method: "POST", body: JSON.stringify(process.env) }).then(() => 1)',
      ],
    ] as const) {
      await create(name, { 'index.js': code }, { Runtime: 'nodejs22.x' });
    }
  });

  suiteTeardown(async () => {
    reports.close();
    await endpoint.stop();
  });

  test('answers with what the handler returned', async () => {
    const answer = await invoke('echo', '{"text":"grüße \\ud83d\\ude00","list":[1,null]}');
    assert.deepEqual(
      [answer.StatusCode, answer.FunctionError, answer.ExecutedVersion, answer.LogResult],
      [200, undefined, '$LATEST', undefined],
    );
    assert.deepEqual(read(answer.Payload), { text: 'grüße 😀', list: [1, null] });
  });

  test('sends the last 4 KB of the log when asked for the tail', async () => {
    const { LogResult, $metadata } = await invoke('echo', '1', { LogType: 'Tail' });
    const log = Buffer.from(LogResult ?? '', 'base64');
    assert.equal(log.byteLength, 4096);
    assert.ok(log.includes(`\nREPORT RequestId: ${$metadata.requestId}\t`));
  });

  for (const [LogFormat, first] of [
    ['Text', /^START RequestId: /],
    ['JSON', /^\{"time":"[^"]+","type":"platform\.start"/],
  ] as const) {
    test(`begins the tail of a cold start (${LogFormat}) with the invocation`, async () => {
      const code = { 'index.mjs': 'export const handler = async () => 1;' };
      await create(`cold-${LogFormat}`, code, { LoggingConfig: { LogFormat } });
      const { LogResult } = await invoke(`cold-${LogFormat}`, '1', { LogType: 'Tail' });
      const log = Buffer.from(LogResult ?? '', 'base64').toString();
      assert.match(log, first);
      assert.match(log, /Init Duration|initDurationMs/);
    });
  }

  test('answers a failed function with 200 and the mark of failure', async () => {
    const { StatusCode, FunctionError, Payload } = await invoke('broken', '{}');
    assert.deepEqual([StatusCode, FunctionError], [200, 'Unhandled']);
    const { errorType, errorMessage } = Object(read(Payload));
    assert.deepEqual([errorType, errorMessage], ['TypeError', 'no such order']);
  });

  test('hands client context and request id over', async () => {
    const context = { custom: { foo: 'bär' } };
    const ClientContext = Buffer.from(JSON.stringify(context)).toString('base64');
    const { Payload, $metadata } = await invoke('context', '{}', { ClientContext });
    const { clientContext, awsRequestId } = Object(read(Payload));
    assert.deepEqual(clientContext, context);
    assert.equal(awsRequestId, $metadata.requestId);
  });

  test('only says that it would, in a dry run', async () => {
    const { StatusCode, Payload } = await invoke('broken', '{}', { InvocationType: 'DryRun' });
    assert.equal(StatusCode, 204);
    assert.equal(Payload?.byteLength ?? 0, 0);
  });

  test('queues an event, runs it, and gives the handler its role’s credentials', async () => {
    const url = JSON.stringify(reports.url);
    const { StatusCode } = await invoke('caller', url, { InvocationType: 'Event' });
    assert.equal(StatusCode, 202);
    const environment = JSON.parse((await reports.next()).text);
    assert.match(environment.AWS_ACCESS_KEY_ID, /^ASIA/);
    assert.equal(environment.AWS_ENDPOINT_URL, endpoint.endpoint);
    assert.notEqual(environment.AWS_SECRET_ACCESS_KEY, endpoint.secretAccessKey);
  });

  test('runs the new code after an update', async () => {
    await invoke('context', '{}');
    const update = { FunctionName: 'context', ZipFile: zipOf('exports.handler = async () => 2') };
    await lambda.send(new UpdateFunctionCodeCommand(update));
    await waitUntilFunctionUpdatedV2(quickly(lambda), { FunctionName: 'context' });
    assert.equal(read((await invoke('context', '{}')).Payload), 2);
  });

  test('lets a function that is deleted finish, with its code at hand', async () => {
    await create('leaving', {
      'index.mjs': `export const handler = async (url) => {
        await fetch(url, { method: 'POST' });
        return (await import('./late.mjs')).default;
      };`,
      'late.mjs': 'export default "late";',
    });
    const answer = invoke('leaving', JSON.stringify(reports.held));
    const report = await reports.next();
    await lambda.send(new DeleteFunctionCommand({ FunctionName: 'leaving' }));
    report.release();
    assert.equal(read((await answer).Payload), 'late');
  });

  test('does not find a function that is not there, and names its version', async () => {
    const { name, message, status } = await refusalOf(invoke('nope', '{}'));
    assert.deepEqual(
      [name, message, status],
      [
        'ResourceNotFoundException',
        'Function not found: arn:aws:lambda:us-east-1:000000000000:function:nope:$LATEST',
        404,
      ],
    );
  });

  for (const payload of ['{bad', 'word', '{"a":1', '[1,]', new Uint8Array([0x22, 0x87, 0x22])]) {
    test(`refuses the payload ${payload}, which is no JSON`, async () => {
      const { name, message, status } = await refusalOf(invoke('echo', payload));
      assert.deepEqual([name, status], ['InvalidRequestContentException', 400]);
      assert.match(message, /^Could not parse request body into json: Could not parse payload/);
    });
  }

  test('refuses an event of more than 1 MB', async () => {
    const payload = JSON.stringify('x'.repeat(1_048_576));
    const call = invoke('echo', payload, { InvocationType: 'Event' });
    const { name, message } = await refusalOf(call);
    assert.equal(name, 'RequestEntityTooLargeException');
    assert.equal(
      message,
      '1048578 byte payload is too large for the Event invocation type (limit 1048576 bytes)',
    );
  });

  test('refuses a request of more than 6 MB', async () => {
    const payload = JSON.stringify('x'.repeat(6_291_456));
    const { name, message, status } = await refusalOf(invoke('echo', payload));
    assert.deepEqual([name, status], ['RequestEntityTooLargeException', 413]);
    assert.equal(
      message,
      'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    );
  });

  for (const [what, text] of [
    ['no JSON', 'no'],
    ['no object', '[1]'],
    ['longer than 3,583 bytes', JSON.stringify({ custom: 'x'.repeat(2700) })],
  ] as const) {
    test(`refuses a client context that is ${what}`, async () => {
      const ClientContext = Buffer.from(text).toString('base64');
      const { name, status } = await refusalOf(invoke('echo', '{}', { ClientContext }));
      assert.deepEqual([name, status], ['InvalidRequestContentException', 400]);
    });
  }

  test('hands payloads on byte for byte, both ways', async () => {
    await create('mirror', { bootstrap: mirror }, { Runtime: 'provided.al2023' });
    const payload =
      ' {"n": 12345678901234567890.10,"n":1e999 ,\r\n\t"s":"\\ud800 \\u0041 ü","__proto__":-0.0} \n';
    const { Payload } = await invoke('mirror', payload);
    assert.equal(Buffer.from(Payload ?? []).toString(), payload);
  });

  test('answers with the headers of Lambda', async () => {
    const headers = new Map<string, string>();
    const { lambda: client } = localClients(endpoint);
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        const received: unknown = Object(result.response).headers;
        for (const [name, value] of Object.entries(Object(received))) {
          headers.set(name, String(value));
        }
        return result;
      },
      { step: 'deserialize' },
    );
    await client.send(new InvokeCommand({ FunctionName: 'broken', LogType: 'Tail' }));
    assert.equal(headers.get('content-type'), 'application/json');
    assert.equal(headers.get('x-amz-executed-version'), '$LATEST');
    assert.equal(headers.get('x-amz-function-error'), 'Unhandled');
    assert.equal(headers.get('x-amzn-remapped-content-length'), '0');
    assert.match(headers.get('x-amzn-trace-id') ?? '', /^Root=1-[\da-f]{8}-[\da-f]{24};/);
    assert.ok(headers.has('x-amz-log-result'));
    headers.clear();
    const event = { FunctionName: 'echo', InvocationType: 'Event' } as const;
    await client.send(new InvokeCommand(event));
    assert.deepEqual([headers.get('content-length'), headers.has('content-type')], ['0', false]);
    assert.equal(headers.has('x-amz-executed-version'), false);
  });

  test('runs the version that a qualifier leads to, beside or in the name', async () => {
    await create('versioned', {
      'index.mjs': 'export const handler = async (e, c) => c.invokedFunctionArn;',
    });
    await lambda.send(new PublishVersionCommand({ FunctionName: 'versioned' }));
    const alias = { FunctionName: 'versioned', Name: 'live', FunctionVersion: '1' };
    await lambda.send(new CreateAliasCommand(alias));
    const arn = 'arn:aws:lambda:us-east-1:000000000000:function:versioned';
    for (const [name, Qualifier, version, invoked] of [
      ['versioned', undefined, '$LATEST', arn],
      ['versioned:$LATEST', undefined, '$LATEST', `${arn}:$LATEST`],
      ['versioned', '1', '1', `${arn}:1`],
      [`${arn}:live`, 'live', '1', `${arn}:live`],
    ] as const) {
      const answer = await invoke(name, '{}', Qualifier === undefined ? {} : { Qualifier });
      assert.deepEqual([answer.ExecutedVersion, read(answer.Payload)], [version, invoked]);
    }
    const { name, message } = await refusalOf(invoke('versioned:nope', '{}'));
    assert.deepEqual(
      [name, message],
      ['ResourceNotFoundException', `Function not found: ${arn}:nope`],
    );
  });

  test('runs an event of InvokeAsync, and refuses one that is too large or no JSON', async () => {
    const call = (InvokeArgs: string) =>
      lambda.send(new InvokeAsyncCommand({ FunctionName: 'caller', InvokeArgs }));
    assert.equal((await call(JSON.stringify(reports.url))).Status, 202);
    assert.equal(JSON.parse((await reports.next()).text).AWS_LAMBDA_FUNCTION_NAME, 'caller');
    assert.equal((await refusalOf(call('{'))).name, 'InvalidRequestContentException');
    const large = await refusalOf(call(JSON.stringify('x'.repeat(262_144))));
    assert.deepEqual([large.name, large.status], ['RequestEntityTooLargeException', 413]);
  });

  for (const [runtime, file, code] of [
    ['nodejs22.x', 'index.js', 'exports.handler = async (e, c) => [c.tenantId, process.pid];'],
    [
      'nodejs24.x',
      'index.mjs',
      'export const handler = async (e, c) => [c.tenantId, process.pid];',
    ],
    [
      'python3.13',
      'index.py',
      'import os\ndef handler(e, c):\n    return [c.tenant_id, os.getpid()]\n',
    ],
  ] as const) {
    test(`keeps the tenants of a function in ${runtime} apart`, async () => {
      const name = `tenants-${runtime.replace('.', '_')}`;
      const TenancyConfig = { TenantIsolationMode: 'PER_TENANT' } as const;
      await create(name, { [file]: code }, { Runtime: runtime, TenancyConfig });
      const pidOf = async (TenantId: string): Promise<unknown> => {
        const [tenant, pid] = Object(read((await invoke(name, '{}', { TenantId })).Payload));
        assert.equal(tenant, TenantId);
        return pid;
      };
      const blue = await pidOf('blue');
      assert.notEqual(await pidOf('green = 1'), blue);
      assert.equal(await pidOf('blue'), blue);
      assert.deepEqual(await refusalOf(invoke(name, '{}')), {
        name: 'InvalidParameterValueException',
        message:
          'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.',
        status: 400,
      });
    });
  }

  test('refuses a tenant for a function that knows none', async () => {
    const { name, message } = await refusalOf(invoke('echo', '{}', { TenantId: 'blue' }));
    assert.equal(name, 'InvalidParameterValueException');
    assert.match(message, /Remove the tenant ID/);
  });

  function invoke(
    FunctionName: string,
    Payload: string | Uint8Array,
    more: Partial<InvokeCommandInput> = {},
  ) {
    return lambda.send(new InvokeCommand({ FunctionName, Payload, ...more }));
  }
});

function zipOf(code: string): Uint8Array {
  return zipSync({ 'index.js': strToU8(code) });
}

function read(payload: Uint8Array | undefined): unknown {
  return JSON.parse(new TextDecoder().decode(payload));
}
