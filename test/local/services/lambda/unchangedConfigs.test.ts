import assert from 'node:assert/strict';
import {
  GetFunctionCodeSigningConfigCommand,
  GetFunctionRecursionConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  GetRuntimeManagementConfigCommand,
  type LambdaClient,
  ListCodeSigningConfigsCommand,
  ListProvisionedConcurrencyConfigsCommand,
} from '@aws-sdk/client-lambda';
import { functionMaker } from '../../../support/functions.ts';
import { localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('What nobody has changed of a function', () => {
  let endpoint: LocalEndpoint;
  let lambda: LambdaClient;
  const FunctionName = 'orders';

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    const clients = localClients(endpoint);
    lambda = clients.lambda;
    const make = await functionMaker(clients);
    await make(FunctionName, { 'index.js': 'exports.handler = () => 1;' });
  });

  suiteTeardown(() => endpoint.stop());

  test('is told to tools that read all there is', async () => {
    const signing = await lambda.send(new GetFunctionCodeSigningConfigCommand({ FunctionName }));
    assert.deepEqual([signing.FunctionName, signing.CodeSigningConfigArn], ['orders', undefined]);
    const recursion = await lambda.send(new GetFunctionRecursionConfigCommand({ FunctionName }));
    assert.equal(recursion.RecursiveLoop, 'Terminate');
    const runtime = await lambda.send(new GetRuntimeManagementConfigCommand({ FunctionName }));
    assert.equal(runtime.UpdateRuntimeOn, 'Auto');
    assert.match(runtime.FunctionArn ?? '', /:function:orders$/);
    const { CodeSigningConfigs } = await lambda.send(new ListCodeSigningConfigsCommand({}));
    assert.deepEqual(CodeSigningConfigs, []);
    const provisioned = await lambda.send(
      new ListProvisionedConcurrencyConfigsCommand({ FunctionName }),
    );
    assert.deepEqual(provisioned.ProvisionedConcurrencyConfigs, []);
  });

  test("has no provisioned concurrency, and says so in Lambda's words", async () => {
    const refused = await refusalOf(
      lambda.send(
        new GetProvisionedConcurrencyConfigCommand({ FunctionName, Qualifier: '$LATEST' }),
      ),
    );
    assert.deepEqual(refused, {
      name: 'ProvisionedConcurrencyConfigNotFoundException',
      message: 'No Provisioned Concurrency Config found for this function',
      status: 404,
    });
  });

  test('is not told of a function that is not there', async () => {
    const nope = { FunctionName: 'nope' };
    for (const call of [
      lambda.send(new GetFunctionCodeSigningConfigCommand(nope)),
      lambda.send(new GetFunctionRecursionConfigCommand(nope)),
    ]) {
      assert.equal((await refusalOf(call)).name, 'ResourceNotFoundException');
    }
  });
});
