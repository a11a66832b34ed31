import assert from 'node:assert/strict';
import {
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type InvokeCommandInput,
  type LambdaClient,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-lambda';
import { functionMaker } from '../../../support/functions.ts';
import { localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';
import { type Reports, startReports } from '../../../support/reports.ts';

const waiting = `export const handler = async (url) => {
  if (url !== null) await fetch(url, { method: 'POST', body: 'here' });
  return process.pid;
};`;

suite('Concurrency of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let lambda: LambdaClient;
  let reports: Reports;
  let create: Awaited<ReturnType<typeof functionMaker>>;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint({ args: ['--event-retry-base', '0.05'] });
    reports = await startReports();
    const clients = localClients(endpoint);
    lambda = clients.lambda;
    create = await functionMaker(clients);
    for (const FunctionName of ['orders', 'bills']) {
      await create(FunctionName, { 'index.mjs': waiting });
    }
  });

  suiteTeardown(async () => {
    reports.close();
    await endpoint.stop();
  });

  teardown(() => lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: 'orders' })));

  test('is reserved, read and released, and the revision stays', async () => {
    const before = await revision();
    assert.equal(await reserved(), undefined);
    const { ReservedConcurrentExecutions } = await reserve(3);
    assert.equal(ReservedConcurrentExecutions, 3);
    assert.equal(await reserved(), 3);
    const release = new DeleteFunctionConcurrencyCommand({ FunctionName: 'orders' });
    assert.equal((await lambda.send(release)).$metadata.httpStatusCode, 204);
    assert.equal(await reserved(), undefined);
    assert.equal(await revision(), before);
  });

  test('leaves at least 100 unreserved, not counting what the function itself has', async () => {
    await reserve(900);
    await reserve(900);
    const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
    assert.equal(AccountLimit?.UnreservedConcurrentExecutions, 100);
    assert.deepEqual(await refusalOf(reserve(1, 'bills')), {
      name: 'InvalidParameterValueException',
      message:
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
      status: 400,
    });
  });

  test('is that of a function, not of a version', async () => {
    const { name, message } = await refusalOf(reserve(1, 'orders:1'));
    assert.equal(name, 'InvalidParameterValueException');
    assert.match(message, /^This operation is permitted on Lambda functions only\./);
    const unknown = await refusalOf(reserve(1, 'nope'));
    assert.equal(
      unknown.message,
      'Function not found: arn:aws:lambda:us-east-1:000000000000:function:nope',
    );
  });

  test('throttles what goes beyond it, until there is room again', async () => {
    await reserve(1);
    const first = invoke('orders', JSON.stringify(reports.held));
    const report = await reports.next();
    const refused: unknown = await invoke('orders').catch((error: unknown) => error);
    assert.ok(refused instanceof TooManyRequestsException);
    assert.deepEqual(
      [refused.message, refused.Reason, refused.Type, refused.retryAfterSeconds],
      ['Rate Exceeded.', 'ReservedFunctionConcurrentInvocationLimitExceeded', 'User', undefined],
    );
    assert.equal(refused.$metadata.httpStatusCode, 429);
    report.release();
    assert.equal((await first).StatusCode, 200);
    assert.equal((await invoke('orders')).StatusCode, 200);
  });

  test('of nothing throttles everything but dry runs and events, which are accepted', async () => {
    await reserve(0);
    assert.equal((await refusalOf(invoke('orders'))).name, 'TooManyRequestsException');
    assert.equal((await invoke('orders', 'null', { InvocationType: 'DryRun' })).StatusCode, 204);
    assert.equal((await invoke('orders', 'null', { InvocationType: 'Event' })).StatusCode, 202);
    assert.equal((await invoke('bills')).StatusCode, 200);
  });

  test('keeps warm environments when it changes', async () => {
    const before = await pid();
    await reserve(5);
    assert.equal(await pid(), before);
  });

  test('is told with the account’s other limits, and what is used of them', async () => {
    await create('spare', { 'index.mjs': waiting });
    const { AccountLimit, AccountUsage } = await lambda.send(new GetAccountSettingsCommand({}));
    assert.deepEqual(AccountLimit, {
      TotalCodeSize: 80530636800,
      CodeSizeUnzipped: 262144000,
      CodeSizeZipped: 52428800,
      ConcurrentExecutions: 1000,
      UnreservedConcurrentExecutions: 1000,
    });
    assert.equal(AccountUsage?.FunctionCount, 3);
    const each = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'orders' }));
    assert.equal(AccountUsage?.TotalCodeSize, 3 * (each.CodeSize ?? 0));
    await lambda.send(new DeleteFunctionCommand({ FunctionName: 'spare' }));
  });

  test('cannot be provisioned here', async () => {
    const call = new PutProvisionedConcurrencyConfigCommand({
      FunctionName: 'orders',
      Qualifier: '1',
      ProvisionedConcurrentExecutions: 1,
    });
    const { name, status } = await refusalOf(lambda.send(call));
    assert.deepEqual([name, status], ['NotImplemented', 501]);
  });

  function reserve(ReservedConcurrentExecutions: number, FunctionName = 'orders') {
    const input = { FunctionName, ReservedConcurrentExecutions };
    return lambda.send(new PutFunctionConcurrencyCommand(input));
  }

  async function reserved() {
    const call = new GetFunctionConcurrencyCommand({ FunctionName: 'orders' });
    return (await lambda.send(call)).ReservedConcurrentExecutions;
  }

  async function revision() {
    const call = new GetFunctionConfigurationCommand({ FunctionName: 'orders' });
    return (await lambda.send(call)).RevisionId;
  }

  function invoke(FunctionName: string, Payload = 'null', more: Partial<InvokeCommandInput> = {}) {
    return lambda.send(new InvokeCommand({ FunctionName, Payload, ...more }));
  }

  async function pid(): Promise<string> {
    return new TextDecoder().decode((await invoke('orders')).Payload);
  }
});
