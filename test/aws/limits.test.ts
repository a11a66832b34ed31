import assert from 'node:assert/strict';
import { PutRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import type { Account } from '../../src/aws/account.ts';
import { openConnection } from '../../src/aws/connect.ts';
import type { InvokeRequest } from '../../src/aws/outcome.ts';
import { isUserError } from '../../src/errors.ts';
import { answer, lambdaError, startFaultServer } from '../support/faultServer.ts';
import { localClients } from '../support/localClients.ts';
import { startSamServer } from '../support/samServer.ts';
import { scriptedDoors } from '../support/scriptedDoors.ts';
import { startTestBench } from '../support/testApp.ts';

suite('What an endpoint or an identity cannot do is learnt', () => {
  test('of sam local start-lambda, with which functions can be invoked all the same', async () => {
    const sam = await startSamServer();
    const account = await open(sam.url);
    assert.deepEqual([...account.limits], []);

    await assert.rejects(list(account.functions.list()), isUserError);
    await assert.rejects(list(account.roles.list()), isUserError);
    assert.match(account.limits.get('list') ?? '', /^Could not list functions/);
    assert.match(account.limits.get('iam') ?? '', /^Could not list roles/);

    const first = await account.invoke(request());
    assert.ok(first.kind === 'answered' && first.logRefused);
    assert.equal(Buffer.from(first.payload).toString(), '{"a":1}');
    assert.match(account.limits.get('tail') ?? '', /sends no logs/);
    const before = sam.requests.length;
    const second = await account.invoke(request());
    assert.ok(second.kind === 'answered' && second.logRefused);
    assert.equal(sam.requests.length, before + 1, 'the log is not asked for again');

    assert.equal(account.limits.get('qualifier'), undefined);
    const qualified = await account.invoke({ ...request(), qualifier: 'live' });
    assert.equal(qualified.kind, 'notInvoked');
    assert.match(account.limits.get('qualifier') ?? '', /no versions and no aliases/);
    await sam.close();
  });

  test('of an identity that may only invoke', async () => {
    const bench = await startTestBench();
    const { endpoint } = bench;
    const { iam } = localClients(endpoint);
    const { arn } = await bench.account.roles.create({ name: 'caller', description: '' });
    const trust = {
      Effect: 'Allow',
      Principal: { AWS: endpoint.accountId },
      Action: 'sts:AssumeRole',
    };
    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: 'caller',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'caller',
        PolicyName: 'invoke',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' }],
        }),
      }),
    );
    const { accessKeyId, secretAccessKey } = endpoint;
    const account = await openConnection(
      {
        name: 'caller',
        credentials: { kind: 'accessKeys' },
        endpoint: { url: endpoint.endpoint },
        region: 'us-east-1',
        assumeRole: { roleArn: arn },
      },
      scriptedDoors({ secrets: { accessKeyId, secretAccessKey } }),
    );
    await assert.rejects(list(account.functions.list()), isUserError);
    await assert.rejects(list(account.roles.list()), isUserError);
    assert.match(account.limits.get('list') ?? '', /lambda:ListFunctions is not allowed/);
    assert.match(account.limits.get('iam') ?? '', /iam:ListRoles is not allowed/);
    const outcome = await account.invoke(request());
    assert.ok(outcome.kind === 'notInvoked');
    assert.equal(outcome.failure.code, 'ResourceNotFoundException', 'it was allowed');
    const { accountId, alias } = await account.identity();
    assert.deepEqual([accountId, alias], [endpoint.accountId, undefined]);
    await bench.close();
  });

  test('not from what passes, and forgotten when it succeeds', async () => {
    const server = await startFaultServer(
      answer(503, {}),
      answer(503, {}),
      answer(503, {}),
      lambdaError(403, 'AccessDeniedException', { Message: null }),
      answer(200, {}, '{"Functions":[]}'),
    );
    const account = await open(server.target.endpoint ?? '');
    await assert.rejects(list(account.functions.list()), isUserError);
    assert.equal(account.limits.has('list'), false);
    await assert.rejects(list(account.functions.list()), isUserError);
    assert.equal(account.limits.has('list'), true);
    await list(account.functions.list());
    assert.equal(account.limits.has('list'), false);
    await server.close();
  });

  test('of an endpoint that streams no answers, which says nothing of its logs', async () => {
    const unknown = lambdaError(501, 'NotImplemented', { message: 'No such operation.' });
    const server = await startFaultServer(unknown);
    const account = await open(server.target.endpoint ?? '');
    const outcome = await account.invokeStreaming(request(), () => undefined);
    assert.ok(outcome.kind === 'notInvoked');
    assert.equal(outcome.failure.cure, 'otherOptions');
    assert.equal(server.attempts, 2, 'once more without the log');
    assert.match(account.limits.get('stream') ?? '', /does not stream answers/);
    assert.equal(account.limits.has('tail'), false);
    await server.close();
  });

  test('of a function that hands out no log, for itself alone', async () => {
    const server = await startFaultServer(
      lambdaError(400, 'InvalidParameterValueException', {
        message: 'Tail logs are not supported for functions on managed instances',
      }),
      answer(200, {}, '{}'),
    );
    const account = await open(server.target.endpoint ?? '');
    assert.equal((await account.invoke(request())).kind, 'answered');
    assert.equal(account.limits.has('tail'), false);
    await server.close();
  });
});

function open(url: string): Promise<Account> {
  return openConnection(
    { name: 'mine', credentials: { kind: 'accessKeys' }, endpoint: { url }, region: 'us-east-1' },
    scriptedDoors({ secrets: { accessKeyId: 'test', secretAccessKey: 'test' } }),
  );
}

function request(): InvokeRequest {
  return { functionName: 'orders', type: 'RequestResponse', payload: Buffer.from('{"a":1}') };
}

async function list(pages: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pages);
}
