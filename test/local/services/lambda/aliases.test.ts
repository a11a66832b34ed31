import assert from 'node:assert/strict';
import {
  CreateAliasCommand,
  type CreateAliasCommandInput,
  CreateFunctionCommand,
  DeleteAliasCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  type LambdaClient,
  ListAliasesCommand,
  PublishVersionCommand,
  paginateListAliases,
  UpdateAliasCommand,
  type UpdateAliasCommandInput,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { newFunction } from '../../../../src/local/services/lambda/function.ts';
import { invokedVersion } from '../../../../src/local/services/lambda/invokedVersion.ts';
import { createRunner, localClients, quickly, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('Aliases of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let lambda: LambdaClient;
  const FunctionName = 'orders';
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:orders';

  /** One function with the versions 1 and 2 for all. */
  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    const clients = localClients(endpoint);
    lambda = clients.lambda;
    await createRunner(clients.iam);
    const source =
      'exports.handler = async (_, { functionVersion, invokedFunctionArn }) => [functionVersion, invokedFunctionArn];';
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::000000000000:role/runner',
        Code: { ZipFile: zipSync({ 'index.js': strToU8(source) }) },
        Publish: true,
      }),
    );
    await waitUntilFunctionActiveV2(quickly(lambda), { FunctionName });
    const change = { FunctionName, Description: 'second' };
    await lambda.send(new UpdateFunctionConfigurationCommand(change));
    await waitUntilFunctionUpdatedV2(quickly(lambda), { FunctionName });
    await lambda.send(new PublishVersionCommand({ FunctionName }));
  });

  suiteTeardown(() => endpoint.stop());

  test('lead to a version, and move under a new revision of their own', async () => {
    const before = await functionRevision();
    const made = await create({ Name: 'live', FunctionVersion: '1', Description: 'what runs' });
    const { $metadata, RevisionId, ...rest } = made;
    assert.equal($metadata.httpStatusCode, 201);
    assert.deepEqual(rest, {
      AliasArn: `${arn}:live`,
      Name: 'live',
      FunctionVersion: '1',
      Description: 'what runs',
    });
    assert.deepEqual(await get('live'), { ...rest, RevisionId });
    assert.deepEqual(await invoke('live'), ['1', ['1', `${arn}:live`]]);
    const found = await lambda.send(new GetFunctionCommand({ FunctionName: `${arn}:live` }));
    assert.deepEqual(
      [found.Configuration?.FunctionArn, found.Configuration?.Version],
      [`${arn}:live`, '1'],
    );

    const moved = await update({ Name: 'live', FunctionVersion: '2' });
    assert.deepEqual([moved.FunctionVersion, moved.Description], ['2', 'what runs']);
    assert.notEqual(moved.RevisionId, RevisionId);
    assert.deepEqual(await invoke('live'), ['2', ['2', `${arn}:live`]]);
    assert.equal(await functionRevision(), before);
    const guarded = update({ Name: 'live', Description: '', RevisionId: RevisionId ?? '' });
    const { name, status } = await refusalOf(guarded);
    assert.deepEqual([name, status], ['PreconditionFailedException', 412]);
  });

  test('share invocations between two versions', async () => {
    const weights = (share: number) => ({ AdditionalVersionWeights: { 2: share } });
    const made = await create({
      Name: 'canary',
      FunctionVersion: '1',
      RoutingConfig: weights(0.2),
    });
    assert.deepEqual(made.RoutingConfig, weights(0.2));
    await update({ Name: 'canary', Description: 'kept' });
    assert.deepEqual((await get('canary')).RoutingConfig, weights(0.2));
    await update({ Name: 'canary', RoutingConfig: weights(1) });
    assert.deepEqual(await invoke('canary'), ['2', ['2', `${arn}:canary`]]);
    await update({ Name: 'canary', RoutingConfig: weights(0) });
    assert.deepEqual(await invoke('canary'), ['1', ['1', `${arn}:canary`]]);
    const bare = await update({ Name: 'canary', RoutingConfig: {} });
    assert.equal('RoutingConfig' in bare, false);
  });

  test('give each of two versions the share that is its own', () => {
    const configuration = {
      CodeSha256: '',
      Handler: '',
      LastModified: '',
      Role: '',
      Runtime: 'nodejs22.x',
    } as const;
    const versions = ['1', '2'].map((version) => ({ version, revisionId: '', configuration }));
    const weights = [{ version: '2', weight: 0.25 }];
    const alias = { name: 'live', version: '1', description: '', revisionId: '', weights };
    const stored = { ...newFunction, name: 'f', revisionId: '', tags: {}, configuration };
    const chosen = [0, 0.2499, 0.25, 0.9999].map(
      (chance) =>
        invokedVersion({ ...stored, versions, aliases: [alias] }, 'live', () => chance)?.version,
    );
    assert.deepEqual(chosen, ['2', '2', '1', '1']);
  });

  test('are listed by name and by version, page by page', async () => {
    for (const [Name, FunctionVersion] of [
      ['list-b', '2'],
      ['list-a', '1'],
      ['list-c', '$LATEST'],
    ] as const) {
      await create({ Name, FunctionVersion });
    }
    const names: (string | undefined)[] = [];
    for await (const page of paginateListAliases(
      { client: lambda, pageSize: 1 },
      { FunctionName },
    )) {
      assert.equal(page.Aliases?.length, 1);
      names.push(...(page.Aliases ?? []).map(({ Name }) => Name));
    }
    assert.deepEqual(
      names.filter((name) => name?.startsWith('list-')),
      ['list-a', 'list-b', 'list-c'],
    );
    const ofLatest = new ListAliasesCommand({ FunctionName, FunctionVersion: '$LATEST' });
    assert.deepEqual(
      (await lambda.send(ofLatest)).Aliases?.map(({ Name }) => Name),
      ['list-c'],
    );
  });

  test('are deleted, also twice', async () => {
    await create({ Name: 'leaving', FunctionVersion: '1' });
    const remove = new DeleteAliasCommand({ FunctionName, Name: 'leaving' });
    assert.equal((await lambda.send(remove)).$metadata.httpStatusCode, 204);
    assert.equal((await lambda.send(remove)).$metadata.httpStatusCode, 204);
    assert.deepEqual(await refusalOf(get('leaving')), {
      name: 'ResourceNotFoundException',
      message: `Cannot find alias arn: ${arn}:leaving`,
      status: 404,
    });
    const update = new UpdateAliasCommand({ FunctionName, Name: 'leaving' });
    assert.equal((await refusalOf(lambda.send(update))).message, `Alias not found: ${arn}:leaving`);
    assert.equal(
      (await refusalOf(invoke('leaving'))).message,
      `Function not found: ${arn}:leaving`,
    );
  });

  for (const [what, input, message] of [
    [
      'more than two versions',
      { RoutingConfig: { AdditionalVersionWeights: { 1: 0.1, 2: 0.1 } } },
      'Number of items in AdditionalVersionWeights cannot be greater than 1',
    ],
    [
      'a share above 1',
      { RoutingConfig: { AdditionalVersionWeights: { 2: 2 } } },
      "1 validation error detected: Value '{2=2.0}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]",
    ],
    [
      'the same version twice',
      { RoutingConfig: { AdditionalVersionWeights: { 1: 0.5 } } },
      'Invalid function version 1. Function version 1 is already included in routing configuration.',
    ],
    [
      'a share for $LATEST',
      { RoutingConfig: { AdditionalVersionWeights: { $LATEST: 0.5 } } },
      "1 validation error detected: Value '{$LATEST=0.5}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+, Member must not be null]",
    ],
    [
      'a share beside $LATEST',
      { FunctionVersion: '$LATEST', RoutingConfig: { AdditionalVersionWeights: { 1: 0.5 } } },
      '$LATEST is not supported for an alias pointing to more than 1 version',
    ],
    ['a version that is not there', { FunctionVersion: '10' }, `Function not found: ${arn}:10`],
    [
      'a share for a version that is not there',
      { RoutingConfig: { AdditionalVersionWeights: { 10: 0.5 } } },
      `Function not found: ${arn}:10`,
    ],
    [
      'a number as its name',
      { Name: '7' },
      "1 validation error detected: Value '7' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)",
    ],
  ] as const satisfies [string, Partial<CreateAliasCommandInput>, string][]) {
    test(`refuse ${what}, and are not made`, async () => {
      const refusal = await refusalOf(create({ Name: 'refused', FunctionVersion: '1', ...input }));
      assert.equal(refusal.message, message);
      assert.equal((await refusalOf(get('refused'))).status, 404);
    });
  }

  test('have a name once, and a function', async () => {
    await create({ Name: 'once', FunctionVersion: '1' });
    assert.deepEqual(await refusalOf(create({ Name: 'once', FunctionVersion: '2' })), {
      name: 'ResourceConflictException',
      message: `Alias already exists: ${arn}:once`,
      status: 409,
    });
    const elsewhere = { FunctionName: 'nobody', Name: 'live', FunctionVersion: '1' };
    const { message } = await refusalOf(lambda.send(new CreateAliasCommand(elsewhere)));
    assert.equal(
      message,
      'Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody:1',
    );
  });

  function create(input: Omit<CreateAliasCommandInput, 'FunctionName'>) {
    return lambda.send(new CreateAliasCommand({ FunctionName, ...input }));
  }

  function update(input: Omit<UpdateAliasCommandInput, 'FunctionName'>) {
    return lambda.send(new UpdateAliasCommand({ FunctionName, ...input }));
  }

  async function get(Name: string) {
    const { $metadata: _, ...alias } = await lambda.send(
      new GetAliasCommand({ FunctionName, Name }),
    );
    return alias;
  }

  async function functionRevision() {
    const command = new GetFunctionConfigurationCommand({ FunctionName });
    return (await lambda.send(command)).RevisionId;
  }

  async function invoke(Qualifier: string): Promise<[unknown, unknown]> {
    const command = new InvokeCommand({ FunctionName, Qualifier });
    const { ExecutedVersion, Payload } = await lambda.send(command);
    return [ExecutedVersion, JSON.parse(Buffer.from(Payload ?? []).toString())];
  }
});
