import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  InvokeCommand,
  type InvokeCommandInput,
  type LambdaClient,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { lambdaTrust, localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('Invoke of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let lambda: LambdaClient;
  let listener: Server;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    const { iam, lambda: client } = localClients(endpoint);
    lambda = client;
    const role = { RoleName: 'runner', AssumeRolePolicyDocument: lambdaTrust };
    const { Role } = await iam.send(new CreateRoleCommand(role));
    for (const [FunctionName, code] of [
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
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Role: Role?.Arn,
          Timeout: 10,
          Code: { ZipFile: zipOf(code) },
        }),
      );
    }
    listener = createServer();
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
  });

  suiteTeardown(async () => {
    listener.close();
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
    const { port } = listener.address() as AddressInfo;
    const heard = once(listener, 'request');
    const url = JSON.stringify(`http://127.0.0.1:${port}/`);
    const { StatusCode } = await invoke('caller', url, { InvocationType: 'Event' });
    assert.equal(StatusCode, 202);
    const [request, response] = await heard;
    const environment = Object(await json(request));
    response.end();
    assert.match(environment.AWS_ACCESS_KEY_ID, /^ASIA/);
    assert.equal(environment.AWS_ENDPOINT_URL, endpoint.endpoint);
    assert.notEqual(environment.AWS_SECRET_ACCESS_KEY, endpoint.secretAccessKey);
  });

  test('runs the new code after an update', async () => {
    await invoke('context', '{}');
    const update = { FunctionName: 'context', ZipFile: zipOf('exports.handler = async () => 2') };
    await lambda.send(new UpdateFunctionCodeCommand(update));
    assert.equal(read((await invoke('context', '{}')).Payload), 2);
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

  test('refuses a client context that is no JSON', async () => {
    const { name } = await refusalOf(invoke('echo', '{}', { ClientContext: 'bm8=' }));
    assert.equal(name, 'InvalidRequestContentException');
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
