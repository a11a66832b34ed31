import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type LambdaClient,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  type PublishVersionCommandInput,
  PutFunctionConcurrencyCommand,
  paginateListFunctions,
  paginateListVersionsByFunction,
  UpdateFunctionCodeCommand,
  type UpdateFunctionCodeCommandInput,
  UpdateFunctionConfigurationCommand,
  type UpdateFunctionConfigurationCommandInput,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
  waitUntilPublishedVersionActive,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { newFunction } from '../../../../src/local/services/lambda/function.ts';
import { invokedVersion } from '../../../../src/local/services/lambda/invokedVersion.ts';
import { createRunner, localClients, quickly, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('Versions of functions of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let lambda: LambdaClient;
  let dataFolder: string;
  const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
  const inProgress =
    'The operation cannot be performed at this time. An update is in progress for resource:';

  suiteSetup(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'lambda-bench-'));
    endpoint = await startLocalEndpoint({ dataFolder });
    const clients = localClients(endpoint);
    lambda = clients.lambda;
    await createRunner(clients.iam);
  });

  suiteTeardown(async () => {
    await endpoint.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  test('keep code, variables and settings while $LATEST moves on, also after a crash', async () => {
    await create('frozen', { Environment: { Variables: { WHO: 'one' } }, Timeout: 5 });
    const before = await configurationOf('frozen');
    const first = await publish('frozen', { Description: 'first' });
    const { $metadata, RevisionId, ...rest } = first;
    assert.equal($metadata.httpStatusCode, 201);
    const { RevisionId: revisionBefore, ...was } = before;
    assert.deepEqual(rest, {
      ...was,
      Description: 'first',
      FunctionArn: `${arn('frozen')}:1`,
      Version: '1',
    });
    const after = await configurationOf('frozen');
    assert.equal(new Set([RevisionId, revisionBefore, after.RevisionId]).size, 3);
    await updateCode('frozen', { ZipFile: code('second code') });
    await updateConfiguration('frozen', { Environment: { Variables: { WHO: 'two' } }, Timeout: 6 });
    await endpoint.kill();
    endpoint = await startLocalEndpoint({ dataFolder });
    lambda = localClients(endpoint).lambda;

    const { Configuration } = await lambda.send(
      new GetFunctionCommand({ FunctionName: 'frozen', Qualifier: '1' }),
    );
    assert.deepEqual(Configuration, { ...rest, RevisionId });
    assert.deepEqual(await invoke('frozen', '1'), ['1', ['first code', 'one', '1']]);
    assert.deepEqual(await invoke('frozen'), ['$LATEST', ['second code', 'two', '$LATEST']]);
  });

  test('are published once of what has not changed, and saving the same again is no change', async () => {
    await create('unchanged');
    assert.equal((await publish('unchanged', { Description: 'given' })).Version, '1');
    const same = await publish('unchanged', { Description: 'other' });
    assert.deepEqual([same.Version, same.Description], ['1', 'given']);
    await updateCode('unchanged', { ZipFile: code('first code') });
    await updateConfiguration('unchanged', { DeadLetterConfig: {} });
    assert.equal((await publish('unchanged')).Version, '1');
    await updateConfiguration('unchanged', { Description: 'new' });
    assert.equal((await publish('unchanged')).Version, '2');
    await remove('unchanged', '2');
    assert.equal((await publish('unchanged')).Version, '3');
  });

  test('are published only of the code and the revision that were meant', async () => {
    await create('guarded');
    const { CodeSha256, RevisionId } = await configurationOf('guarded');
    assert.deepEqual(await refusalOf(publish('guarded', { CodeSha256: 'other' })), {
      name: 'InvalidParameterValueException',
      message: `CodeSHA256 (other) is different from current CodeSHA256 in $LATEST (${CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
      status: 400,
    });
    const { name, status } = await refusalOf(publish('guarded', { RevisionId: 'other' }));
    assert.deepEqual([name, status], ['PreconditionFailedException', 412]);
    assert.equal((await publish('guarded', { CodeSha256, RevisionId })).Version, '1');
  });

  test('can be published with the function, and with its code', async () => {
    const made = await send('at-once', { Publish: true });
    assert.deepEqual([made.Version, made.FunctionArn], ['1', arn('at-once')]);
    assert.deepEqual([made.State, made.LastUpdateStatus], ['Pending', undefined]);
    await waitUntilPublishedVersionActive(quickly(lambda), {
      FunctionName: 'at-once',
      Qualifier: '1',
    });
    const active = await configurationOf('at-once', '1');
    assert.deepEqual([active.State, active.LastUpdateStatus], ['Active', 'Successful']);
    assert.notEqual(active.RevisionId, made.RevisionId);

    const update = { FunctionName: 'at-once', ZipFile: code('second code'), Publish: true };
    const second = await lambda.send(new UpdateFunctionCodeCommand(update));
    assert.deepEqual([second.Version, second.FunctionArn], ['2', `${arn('at-once')}:2`]);
    assert.deepEqual([second.State, second.LastUpdateStatus], ['Pending', undefined]);
    await waitUntilFunctionUpdatedV2(quickly(lambda), { FunctionName: 'at-once' });
    assert.deepEqual(await invoke('at-once', '2'), ['2', ['second code', null, '2']]);
    const third = await lambda.send(new UpdateFunctionCodeCommand(update));
    assert.deepEqual([third.Version, third.State], ['2', 'Active']);
  });

  test('are listed after $LATEST in the order of their numbers, page by page', async () => {
    await create('listed');
    for (let number = 1; number <= 11; number += 1) {
      await updateConfiguration('listed', { Description: `${number}` });
      await publish('listed');
    }
    const listed: (string | undefined)[] = [];
    const pages = { client: lambda, pageSize: 4 };
    for await (const page of paginateListVersionsByFunction(pages, { FunctionName: 'listed' })) {
      assert.ok((page.Versions?.length ?? 0) <= 4);
      for (const version of page.Versions ?? []) {
        listed.push(version.Version);
        assert.equal(version.FunctionArn, `${arn('listed')}:${version.Version}`);
        assert.ok(!('State' in version) && !('RuntimeVersionConfig' in version));
      }
    }
    const numbers = Array.from({ length: 11 }, (_, index) => `${index + 1}`);
    assert.deepEqual(listed, ['$LATEST', ...numbers]);

    const everything: string[] = [];
    for await (const page of paginateListFunctions(pages, { FunctionVersion: 'ALL' })) {
      everything.push(...(page.Functions ?? []).map(({ FunctionArn = '' }) => FunctionArn));
    }
    assert.equal(new Set(everything).size, everything.length);
    assert.deepEqual(
      everything.filter((one) => one.startsWith(`${arn('listed')}:`)),
      ['$LATEST', ...numbers].map((version) => `${arn('listed')}:${version}`),
    );
  });

  test('are deleted one by one, but not while an alias leads to them', async () => {
    await create('deleting', { Publish: true });
    await updateConfiguration('deleting', { Description: 'second' });
    await publish('deleting');
    const weights = { AdditionalVersionWeights: { 1: 0.5 } };
    for (const [Name, RoutingConfig] of [
      ['live', undefined],
      ['beta', weights],
    ] as const) {
      const input = { FunctionName: 'deleting', Name, FunctionVersion: RoutingConfig ? '2' : '1' };
      await lambda.send(
        new CreateAliasCommand({ ...input, ...(RoutingConfig && { RoutingConfig }) }),
      );
    }
    assert.deepEqual(await refusalOf(remove('deleting', '1')), {
      name: 'ResourceConflictException',
      message: 'Unable to delete version because the following aliases reference it: [beta, live]',
      status: 409,
    });
    await updateConfiguration('deleting', { Description: 'third' });
    await publish('deleting');
    assert.equal((await remove('deleting', '3')).$metadata.httpStatusCode, 204);
    assert.equal((await remove('deleting', '77')).$metadata.httpStatusCode, 204);
    const gone = await refusalOf(configurationOf('deleting', '3'));
    assert.equal(gone.message, `Function not found: ${arn('deleting')}:3`);
    const { Versions } = await lambda.send(
      new ListVersionsByFunctionCommand({ FunctionName: 'deleting' }),
    );
    assert.deepEqual(
      Versions?.map(({ Version }) => Version),
      ['$LATEST', '1', '2'],
    );
  });

  test('do not change: updates take the function alone', async () => {
    await create('constant', { Publish: true });
    for (const FunctionName of ['constant:1', `${arn('constant')}:1`]) {
      const update = new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 9 });
      assert.deepEqual(await refusalOf(lambda.send(update)), {
        name: 'InvalidParameterValueException',
        message: 'Current operation does not support versions other than $LATEST',
        status: 400,
      });
    }
  });

  test('keep their code as long as they are there, and not longer', async () => {
    // No other function of this suite has this code.
    await create('stored', { Code: { ZipFile: code('code of stored') } });
    const { Code } = await lambda.send(new GetFunctionCommand({ FunctionName: 'stored' }));
    const status = async () => (await fetch(Code?.Location ?? '')).status;
    await publish('stored');
    await updateCode('stored', { ZipFile: code('first code') });
    assert.equal(await status(), 200);
    await remove('stored', '1');
    assert.equal(await status(), 404);
  });

  test('show SnapStart as optimised, where the runtime has it', async () => {
    const SnapStart = { ApplyOn: 'PublishedVersions' } as const;
    const refused = await refusalOf(send('snap-node', { SnapStart }));
    assert.equal(refused.message, 'nodejs22.x is not supported for SnapStart enabled functions.');
    await create('snap', { SnapStart, Runtime: 'python3.13' });
    const { SnapStart: latest } = await configurationOf('snap');
    assert.deepEqual(latest, { ...SnapStart, OptimizationStatus: 'Off' });
    const published = await publish('snap');
    assert.deepEqual(published.SnapStart, { ...SnapStart, OptimizationStatus: 'On' });
  });

  test('of a function with tenants keep that, and its reserved concurrency is shown', async () => {
    await create('tenants', { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } });
    await lambda.send(
      new PutFunctionConcurrencyCommand({
        FunctionName: 'tenants',
        ReservedConcurrentExecutions: 3,
      }),
    );
    const found = await lambda.send(new GetFunctionCommand({ FunctionName: 'tenants' }));
    assert.deepEqual(found.Concurrency, { ReservedConcurrentExecutions: 3 });
    assert.deepEqual(found.Configuration?.TenancyConfig, { TenantIsolationMode: 'PER_TENANT' });
  });

  test('refuse a second change while the first is under way', async () => {
    await create('busy');
    const changes = Array.from({ length: 8 }, (_, index) =>
      lambda.send(
        new UpdateFunctionConfigurationCommand({ FunctionName: 'busy', Description: `${index}` }),
      ),
    );
    const refusals = (await Promise.allSettled(changes)).flatMap((settled) =>
      settled.status === 'rejected' ? [settled.reason] : [],
    );
    assert.ok(refusals.length > 0);
    for (const { name, message } of refusals) {
      assert.deepEqual(
        [name, message],
        ['ResourceConflictException', `${inProgress} ${arn('busy')}`],
      );
    }
    await waitUntilFunctionUpdatedV2(quickly(lambda), { FunctionName: 'busy' });
  });

  test('of $LATEST run as they were until an update has settled, and not before they are created', () => {
    const configuration = {
      CodeSha256: 'new',
      Handler: 'index.handler',
      LastModified: '',
      Role: '',
      Runtime: 'nodejs22.x',
    } as const;
    const stored = { ...newFunction, name: 'f', revisionId: '2', tags: {}, configuration };
    const former = {
      version: '$LATEST',
      revisionId: '1',
      configuration: { ...configuration, CodeSha256: 'old' },
    };
    assert.equal(invokedVersion({ ...stored, underWay: { change: 'update', former } }), former);
    assert.equal(invokedVersion(stored)?.configuration.CodeSha256, 'new');
    assert.throws(() => invokedVersion({ ...stored, underWay: { change: 'creation' } }), {
      code: 'ResourceConflictException',
      message:
        'The operation cannot be performed at this time. The function is currently in the following state: Pending',
    });
  });

  function code(text: string): Uint8Array {
    const source = `exports.handler = async (event, { functionVersion }) =>
      ['${text}', process.env.WHO ?? null, functionVersion];`;
    // The same code is the same archive, whenever it is made.
    return zipSync({ 'index.js': strToU8(source) }, { mtime: '2026-01-01' });
  }

  function send(FunctionName: string, more: Partial<CreateFunctionCommandInput> = {}) {
    return lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/runner',
        Code: { ZipFile: code('first code') },
        ...more,
      }),
    );
  }

  async function create(FunctionName: string, more: Partial<CreateFunctionCommandInput> = {}) {
    await send(FunctionName, more);
    await waitUntilFunctionActiveV2(quickly(lambda), { FunctionName });
  }

  async function updateCode(
    FunctionName: string,
    input: Pick<UpdateFunctionCodeCommandInput, 'ZipFile'>,
  ) {
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ...input }));
    await waitUntilFunctionUpdatedV2(quickly(lambda), { FunctionName });
  }

  async function updateConfiguration(
    FunctionName: string,
    input: Omit<UpdateFunctionConfigurationCommandInput, 'FunctionName'>,
  ) {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...input }));
    await waitUntilFunctionUpdatedV2(quickly(lambda), { FunctionName });
  }

  function publish(
    FunctionName: string,
    more: Omit<PublishVersionCommandInput, 'FunctionName'> = {},
  ) {
    return lambda.send(new PublishVersionCommand({ FunctionName, ...more }));
  }

  function remove(FunctionName: string, Qualifier: string) {
    return lambda.send(new DeleteFunctionCommand({ FunctionName, Qualifier }));
  }

  async function configurationOf(FunctionName: string, Qualifier?: string) {
    const input = { FunctionName, ...(Qualifier ? { Qualifier } : {}) };
    const command = new GetFunctionConfigurationCommand(input);
    const { $metadata: _, ...configuration } = await lambda.send(command);
    return configuration;
  }

  /** The version that ran, and what it answered. */
  async function invoke(FunctionName: string, Qualifier?: string): Promise<[unknown, unknown]> {
    const input = { FunctionName, ...(Qualifier ? { Qualifier } : {}) };
    const { ExecutedVersion, Payload } = await lambda.send(new InvokeCommand(input));
    return [ExecutedVersion, JSON.parse(Buffer.from(Payload ?? []).toString())];
  }
});
