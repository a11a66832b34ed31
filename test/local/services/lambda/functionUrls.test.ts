import assert from 'node:assert/strict';
import {
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionUrlConfigsCommand,
  PublishVersionCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';
import { createNodeFunctions } from '../../../support/nodeFunctions.ts';

suite('Function URL configurations of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let clients: ReturnType<typeof localClients>;
  let arn: string;

  const source = 'export const handler = async () => 1;';
  const missing = {
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
    status: 404,
  };
  const noFunction = { ...missing, message: 'Function does not exist' };

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    clients = localClients(endpoint);
    await createNodeFunctions(clients, { orders: source, doomed: source });
    arn = `arn:aws:lambda:${endpoint.region}:${endpoint.accountId}:function:orders`;
    await clients.lambda.send(new PublishVersionCommand({ FunctionName: 'orders' }));
    const alias = { FunctionName: 'orders', Name: 'live', FunctionVersion: '1' };
    await clients.lambda.send(new CreateAliasCommand(alias));
  });

  suiteTeardown(() => endpoint.stop());

  const create = (input: Partial<CreateFunctionUrlConfigCommand['input']> = {}) =>
    clients.lambda.send(
      new CreateFunctionUrlConfigCommand({ FunctionName: 'orders', AuthType: 'AWS_IAM', ...input }),
    );
  const get = (FunctionName: string, Qualifier?: string) =>
    clients.lambda.send(new GetFunctionUrlConfigCommand({ FunctionName, Qualifier }));
  const update = (input: Partial<UpdateFunctionUrlConfigCommand['input']>) =>
    clients.lambda.send(new UpdateFunctionUrlConfigCommand({ FunctionName: 'orders', ...input }));
  const remove = (FunctionName: string, Qualifier?: string) =>
    clients.lambda.send(new DeleteFunctionUrlConfigCommand({ FunctionName, Qualifier }));
  const list = (FunctionName: string, MaxItems?: number, Marker?: string) =>
    clients.lambda.send(new ListFunctionUrlConfigsCommand({ FunctionName, MaxItems, Marker }));

  test('are created, read, changed and deleted', async () => {
    const { $metadata, ...created } = await create();
    assert.equal($metadata.httpStatusCode, 201);
    const { port } = new URL(endpoint.endpoint);
    assert.match(
      created.FunctionUrl ?? '',
      new RegExp(`^http://[a-z0-9]{32}\\.lambda-url\\.${endpoint.region}\\.localhost:${port}/$`),
    );
    assert.deepEqual(created, {
      FunctionUrl: created.FunctionUrl,
      FunctionArn: arn,
      AuthType: 'AWS_IAM',
      CreationTime: created.CreationTime,
    });
    const { $metadata: _, ...read } = await get('orders');
    assert.deepEqual(read, {
      ...created,
      InvokeMode: 'BUFFERED',
      LastModifiedTime: created.CreationTime,
    });

    const cors = { AllowOrigins: ['https://example.com'], MaxAge: 60 };
    const changed = await update({ AuthType: 'NONE', Cors: cors, InvokeMode: 'RESPONSE_STREAM' });
    assert.deepEqual(
      [changed.AuthType, changed.Cors, changed.InvokeMode, changed.FunctionUrl],
      ['NONE', cors, 'RESPONSE_STREAM', created.FunctionUrl],
    );
    assert.deepEqual((await update({})).Cors, cors);
    assert.equal((await update({ Cors: {} })).Cors, undefined);

    assert.equal((await remove('orders')).$metadata.httpStatusCode, 204);
    assert.deepEqual(await refusalOf(get('orders')), missing);
    assert.deepEqual(await refusalOf(remove('orders')), missing);
    assert.deepEqual(await refusalOf(update({})), missing);
  });

  test('are of the function or of an alias, one of each', async () => {
    await create();
    const ofAlias = await create({ Qualifier: 'live', InvokeMode: 'BUFFERED' });
    assert.equal(ofAlias.FunctionArn, `${arn}:live`);
    assert.equal(ofAlias.InvokeMode, 'BUFFERED');
    assert.deepEqual(await refusalOf(create({ Qualifier: 'live' })), {
      name: 'ResourceConflictException',
      message: `Failed to create function url config for [functionArn = ${arn}:live]. Error message:  FunctionUrlConfig exists for this Lambda function`,
      status: 409,
    });
    assert.equal((await get('orders:live')).FunctionUrl, ofAlias.FunctionUrl);

    const first = await list('orders', 1);
    const second = await list('orders', 1, first.NextMarker);
    const arns = [first, second].map(
      ({ FunctionUrlConfigs }) => FunctionUrlConfigs?.[0]?.FunctionArn,
    );
    assert.deepEqual(arns, [arn, `${arn}:live`]);
    assert.equal(second.NextMarker, undefined);
    await remove('orders', 'live');
    await remove('orders');
    assert.deepEqual((await list('orders')).FunctionUrlConfigs, []);
  });

  test('are refused for versions, and for what does not exist', async () => {
    for (const Qualifier of ['1', '$LATEST']) {
      const { name, status } = await refusalOf(create({ Qualifier }));
      assert.deepEqual([name, status], ['ValidationException', 400], Qualifier);
    }
    assert.deepEqual(await refusalOf(create({ Qualifier: 'nobody' })), noFunction);
    assert.deepEqual(await refusalOf(create({ FunctionName: 'nobody' })), noFunction);
    assert.deepEqual(await refusalOf(update({ FunctionName: 'nobody' })), noFunction);
    assert.deepEqual(await refusalOf(list('nobody')), noFunction);
    assert.deepEqual(await refusalOf(get('nobody')), missing);
    assert.deepEqual(await refusalOf(remove('nobody')), missing);
  });

  test('are checked as the model of AWS says', async () => {
    const mode: string = 'UNKNOWN';
    const wrong = [
      // What types forbid is sent all the same, as other clients would.
      { InvokeMode: mode as 'BUFFERED' },
      { AuthType: mode as 'NONE' },
      { Cors: { MaxAge: 86_401 } },
      { Cors: { AllowMethods: ['OPTIONS'] } },
    ];
    for (const input of wrong) {
      const { name, status } = await refusalOf(create(input));
      assert.deepEqual([name, status], ['ValidationException', 400], JSON.stringify(input));
    }
  });

  test('go with their function', async () => {
    await create({ FunctionName: 'doomed' });
    await clients.lambda.send(new DeleteFunctionCommand({ FunctionName: 'doomed' }));
    assert.deepEqual(await refusalOf(get('doomed')), missing);
  });
});
