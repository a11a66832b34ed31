import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  type LambdaClient,
  ListFunctionsCommand,
  ListTagsCommand,
  paginateListFunctions,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { checkFunction, newFunction } from '../../../../src/local/services/lambda/function.ts';
import {
  lambdaTrust,
  localClients,
  refusalOf,
  trustPolicy,
} from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('Lambda of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let lambda: LambdaClient;
  const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
  const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
  const zip = zipSync({ 'index.js': strToU8('exports.handler = async (event) => event;') });

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    const clients = localClients(endpoint);
    lambda = clients.lambda;
    for (const [RoleName, AssumeRolePolicyDocument] of [
      ['runner', lambdaTrust],
      ['other', trustPolicy('ec2.amazonaws.com')],
    ] as const) {
      await clients.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    }
  });

  suiteTeardown(() => endpoint.stop());

  test('creates a function as pending, and has it active when asked again', async () => {
    const made = await create('orders', { Description: 'Aufträge', Timeout: 7 });
    assert.deepEqual(
      [made.State, made.StateReasonCode, made.$metadata.httpStatusCode],
      ['Pending', 'Creating', 201],
    );
    const waiter = { client: lambda, maxWaitTime: 10 };
    await waitUntilFunctionActiveV2(waiter, { FunctionName: 'orders' });
    const found = await configurationOf('orders');
    const { $metadata: _, State, StateReason, StateReasonCode, RevisionId, ...rest } = made;
    const settled = { State: 'Active', LastUpdateStatus: 'Successful' };
    assert.deepEqual(found, { ...rest, ...settled, RevisionId: found.RevisionId });
    assert.notEqual(found.RevisionId, RevisionId);
    assert.equal(found.CodeSha256, createHash('sha256').update(zip).digest('base64'));
    assert.equal(found.CodeSize, zip.byteLength);
    assert.equal(found.FunctionArn, arn('orders'));
    assert.match(found.LastModified ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
  });

  test('gives the code back that it was given, for a while and to holders of the link', async () => {
    await create('download');
    const found = await lambda.send(new GetFunctionCommand({ FunctionName: 'download' }));
    const link = found.Code?.Location ?? '';
    const response = await fetch(link);
    assert.deepEqual(Buffer.from(await response.arrayBuffer()), Buffer.from(zip));
    const forged = new URL(link);
    forged.searchParams.set('expires', '9999999999999');
    assert.equal((await fetch(forged)).status, 403);
  });

  test('knows a function by its name, its ARN and both in part', async () => {
    await create('named');
    for (const FunctionName of [
      'named',
      'named:$LATEST',
      'function:named',
      '000000000000:function:named',
      arn('named'),
      `${arn('named')}:$LATEST`,
    ]) {
      const found = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      assert.equal(found.FunctionName, 'named');
      const qualified = FunctionName.endsWith('$LATEST');
      assert.equal(found.FunctionArn, qualified ? `${arn('named')}:$LATEST` : arn('named'));
    }
  });

  test('does not know functions elsewhere, nor versions that are not there', async () => {
    await create('here');
    const get = (FunctionName: string, Qualifier?: string) =>
      refusalOf(
        lambda.send(new GetFunctionCommand({ FunctionName, ...(Qualifier ? { Qualifier } : {}) })),
      );
    const region = await get('arn:aws:lambda:ap-southeast-1:000000000000:function:here');
    assert.deepEqual(region, {
      name: 'ResourceNotFoundException',
      message: "Functions from 'ap-southeast-1' are not reachable in this region ('us-east-1')",
      status: 404,
    });
    const account = await get('arn:aws:lambda:us-east-1:123456789012:function:here');
    // What the SDK makes of a message that is null, as AWS has it.
    assert.deepEqual(account, {
      name: 'AccessDeniedException',
      message: 'UnknownError',
      status: 403,
    });
    assert.equal((await get('here', '7')).message, `Function not found: ${arn('here')}:7`);
    assert.equal(
      (await get('here:$LATEST', '7')).message,
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  });

  test('lists functions page by page, at most fifty, without their states', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `listed-${index}`);
    await Promise.all(names.map((name) => create(name)));
    const seen: string[] = [];
    for await (const page of paginateListFunctions({ client: lambda, pageSize: 7 }, {})) {
      assert.ok((page.Functions?.length ?? 0) <= 7);
      for (const { FunctionName, State } of page.Functions ?? []) {
        seen.push(FunctionName ?? '');
        assert.equal(State, undefined);
      }
    }
    assert.equal(new Set(seen).size, seen.length);
    assert.ok(names.every((name) => seen.includes(name)));
    const { Functions } = await lambda.send(new ListFunctionsCommand({ MaxItems: 1000 }));
    assert.equal(Functions?.length, 50);
  });

  test('changes what an update names and keeps the rest, under a new revision', async () => {
    const made = await create('changing', {
      Timeout: 5,
      Environment: { Variables: { ONE: '1', TWO: '2' } },
    });
    const changed = await lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'changing',
        MemorySize: 512,
        Environment: { Variables: { ONE: 'one' } },
      }),
    );
    assert.equal(changed.LastUpdateStatus, 'InProgress');
    assert.notEqual(changed.RevisionId, made.RevisionId);
    const found = await settled('changing');
    assert.deepEqual(
      [found.Timeout, found.MemorySize, found.Environment, found.LastUpdateStatus],
      [5, 512, { Variables: { ONE: 'one' } }, 'Successful'],
    );
  });

  test('shows every member of a VPC configuration', async () => {
    const { VpcConfig } = await create('networked', { VpcConfig: { SubnetIds: ['subnet-1234'] } });
    assert.deepEqual(VpcConfig, {
      SubnetIds: ['subnet-1234'],
      SecurityGroupIds: [],
      VpcId: '',
      Ipv6AllowedForDualStack: false,
    });
  });

  test('takes a dead letter queue and a key away where their ARN is empty', async () => {
    const settings = {
      DeadLetterConfig: { TargetArn: 'arn:aws:sqs:us-east-1:000000000000:late' },
      KMSKeyArn: 'arn:aws:kms:us-east-1:000000000000:key/one',
    };
    const { DeadLetterConfig, KMSKeyArn } = await create('bare', settings);
    assert.deepEqual({ DeadLetterConfig, KMSKeyArn }, settings);
    await settled('bare');
    const none = { FunctionName: 'bare', DeadLetterConfig: { TargetArn: '' }, KMSKeyArn: '' };
    const changed = await lambda.send(new UpdateFunctionConfigurationCommand(none));
    assert.ok(!('DeadLetterConfig' in changed) && !('KMSKeyArn' in changed));
  });

  test('gives JSON logs their levels, and takes them away with the format', async () => {
    await create('logging');
    const set = async (LoggingConfig: object) => {
      const input = { FunctionName: 'logging', LoggingConfig };
      return (await lambda.send(new UpdateFunctionConfigurationCommand(input))).LoggingConfig;
    };
    const LogGroup = '/aws/lambda/logging';
    const levels = { ApplicationLogLevel: 'DEBUG', SystemLogLevel: 'INFO' };
    assert.deepEqual(await set({ LogFormat: 'JSON', ApplicationLogLevel: 'DEBUG' }), {
      LogFormat: 'JSON',
      LogGroup,
      ...levels,
    });
    assert.deepEqual(await set({ LogFormat: 'Text' }), { LogFormat: 'Text', LogGroup });
  });

  test('refuses an update of another revision than the last', async () => {
    await create('guarded');
    const { RevisionId } = await settled('guarded');
    const update = (revision: string) =>
      new UpdateFunctionCodeCommand({
        FunctionName: 'guarded',
        ZipFile: zip,
        RevisionId: revision,
      });
    const { name, status } = await refusalOf(lambda.send(update('wrong')));
    assert.deepEqual([name, status], ['PreconditionFailedException', 412]);
    await lambda.send(update(RevisionId ?? ''));
  });

  test('changes nothing in a dry run of an update', async () => {
    await create('dry');
    const before = await settled('dry');
    const ZipFile = zipSync({ 'index.js': strToU8('') });
    const input = { FunctionName: 'dry', ZipFile, DryRun: true };
    const answer = await lambda.send(new UpdateFunctionCodeCommand(input));
    assert.notEqual(answer.CodeSha256, before.CodeSha256);
    assert.deepEqual(await configurationOf('dry'), before);
  });

  test('deletes a function once, and never its aliases or $LATEST', async () => {
    await create('leaving');
    const remove = (FunctionName: string, Qualifier?: string) =>
      lambda.send(new DeleteFunctionCommand({ FunctionName, ...(Qualifier ? { Qualifier } : {}) }));
    assert.match((await refusalOf(remove('leaving', '$LATEST'))).message, /cannot be deleted/);
    const alias = await refusalOf(remove('leaving', 'live'));
    assert.equal(alias.message, 'Deletion of aliases is not currently supported.');
    assert.equal((await remove('leaving')).$metadata.httpStatusCode, 204);
    const again = await refusalOf(remove('leaving'));
    assert.equal(again.message, `Function not found: ${arn('leaving')}`);
  });

  test('tags functions, and shows tags only where there are some', async () => {
    await create('tagged', { Tags: { one: '1' } });
    const Resource = arn('tagged');
    await lambda.send(new TagResourceCommand({ Resource, Tags: { one: 'eins', zwei: 'größer' } }));
    const { Tags } = await lambda.send(new ListTagsCommand({ Resource }));
    assert.deepEqual(Tags, { one: 'eins', zwei: 'größer' });
    await lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['one', 'zwei', 'three'] }));
    const found = await lambda.send(new GetFunctionCommand({ FunctionName: 'tagged' }));
    assert.equal('Tags' in found, false);
    for (const Tags of [{}, { 'aws:team': 'red' }, { 'a*': 'b' }, { a: 'x'.repeat(257) }]) {
      const refusal = await refusalOf(lambda.send(new TagResourceCommand({ Resource, Tags })));
      assert.deepEqual(refusal, {
        name: 'InvalidParameterValueException',
        message: 'An error occurred and the request cannot be processed.',
        status: 400,
      });
    }
    const version = new TagResourceCommand({ Resource: `${Resource}:1`, Tags: { a: 'b' } });
    assert.match((await refusalOf(lambda.send(version))).message, /aliases and versions/);
  });

  test('tags event source mappings, and knows what else can have tags', async () => {
    await create('mapped');
    const EventSourceArn = 'arn:aws:sqs:us-east-1:000000000000:queue';
    const mapping = { FunctionName: 'mapped', EventSourceArn, Tags: { one: '1' } };
    const made = await lambda.send(new CreateEventSourceMappingCommand(mapping));
    const Resource = made.EventSourceMappingArn;
    await lambda.send(new TagResourceCommand({ Resource, Tags: { two: '2' } }));
    await lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['one'] }));
    const { Tags } = await lambda.send(new ListTagsCommand({ Resource }));
    assert.deepEqual(Tags, { two: '2' });
    const place = 'arn:aws:lambda:us-east-1:000000000000';
    for (const [kind, name, what] of [
      ['event-source-mapping', '00000000-0000-4000-8000-000000000000', 'Event source mapping'],
      ['capacity-provider', 'nobody', 'Capacity provider'],
    ]) {
      const unknown = `${place}:${kind}:${name}`;
      const refusal = await refusalOf(lambda.send(new ListTagsCommand({ Resource: unknown })));
      assert.deepEqual([refusal.message, refusal.status], [`${what} not found: ${unknown}`, 404]);
    }
  });

  test('has settled what a crash has cut short', () => {
    const kept = {
      ...newFunction,
      name: 'cut',
      revisionId: '1',
      tags: {},
      configuration: { CodeSha256: '', Handler: '', LastModified: '', Role: '', Runtime: '' },
      underWay: { change: 'creation' },
    };
    assert.equal(checkFunction(kept).underWay, undefined);
  });

  for (const [what, input, name, message] of [
    [
      'a role that is not there',
      { Role: role('nobody') },
      'InvalidParameterValueException',
      /^The role defined for the function cannot be assumed by Lambda\.$/,
    ],
    [
      'a role that does not trust Lambda',
      { Role: role('other') },
      'InvalidParameterValueException',
      /^The role defined for the function cannot be assumed by Lambda\.$/,
    ],
    [
      'a role of another account',
      { Role: 'arn:aws:iam::123456789012:role/runner' },
      'AccessDeniedException',
      /^Cross-account pass role is not allowed\.$/,
    ],
    [
      'a role that is no ARN',
      { Role: 'r1' },
      'ValidationException',
      /^1 validation error detected: Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:\(aws/,
    ],
    [
      'an unknown runtime',
      { Runtime: 'cobol85' as 'nodejs22.x' },
      'InvalidParameterValueException',
      /^Value cobol85 at 'runtime' failed .*\[.*nodejs22\.x.*\] or be a valid ARN$/,
    ],
    [
      'a retired runtime',
      { Runtime: 'nodejs14.x' },
      'InvalidParameterValueException',
      /^The runtime parameter of nodejs14\.x is no longer supported/,
    ],
    [
      'no handler',
      { Handler: undefined },
      'InvalidParameterValueException',
      /^Runtime and Handler are mandatory parameters/,
    ],
    [
      'too long a name',
      { FunctionName: 'a'.repeat(65) },
      'InvalidParameterValueException',
      /at 'functionName' failed .* less than or equal to 64$/,
    ],
    [
      'a name that leads elsewhere',
      { FunctionName: '../../etc/passwd' },
      'ValidationException',
      /at 'functionName' failed/,
    ],
    [
      'several mistakes',
      { Timeout: 901, MemorySize: 1 },
      'ValidationException',
      /^2 validation errors detected: Value '901' at 'timeout' .* less than or equal to 900; Value '1' at 'memorySize' .* greater than or equal to 128$/,
    ],
    [
      'an unknown architecture',
      { Architectures: ['X86_64' as 'x86_64'] },
      'ValidationException',
      /Value '\[X86_64\]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: \[Member must satisfy enum value set: \[x86_64, arm64\], Member must not be null\]$/,
    ],
    [
      'an environment of more than 4 KB',
      { Environment: { Variables: { LARGE: 'x'.repeat(4100) } } },
      'InvalidParameterValueException',
      /exceeded the 4KB limit\. String measured: \{"LARGE":"x/,
    ],
    [
      'a variable that belongs to Lambda',
      { Environment: { Variables: { AWS_REGION: 'x' } } },
      'InvalidParameterValueException',
      /reserved keys .*: AWS_REGION$/,
    ],
    [
      'what is no zip',
      { Code: { ZipFile: strToU8('this is no zip') } },
      'InvalidParameterValueException',
      /^Could not unzip uploaded file\. Please check your file, then try to upload again\.$/,
    ],
    [
      'a zip without entries',
      { Code: { ZipFile: zipSync({}) } },
      'InvalidParameterValueException',
      /^Uploaded file must be a non-empty zip$/,
    ],
    [
      'a zip and code from S3 at once',
      { Code: { ZipFile: zip, S3Bucket: 'bucket', S3Key: 'key' } },
      'InvalidParameterValueException',
      /^Please do not provide other FunctionCode parameters when providing a ZipFile\.$/,
    ],
    [
      'a zip of more than 50 MB',
      { Code: { ZipFile: new Uint8Array(52_428_801) } },
      'RequestEntityTooLargeException',
      /^Zipped size must be smaller than 52428800 bytes$/,
    ],
    ['code from S3', { Code: { S3Bucket: 'bucket', S3Key: 'key' } }, 'NotImplemented', /Amazon S3/],
    [
      'a container image',
      { PackageType: 'Image', Code: { ImageUri: 'image' } },
      'NotImplemented',
      /container images/,
    ],
  ] as const satisfies [string, Partial<CreateFunctionCommandInput>, string, RegExp][]) {
    test(`refuses ${what}, and makes nothing`, async () => {
      const refusal = await refusalOf(create('refused', input));
      assert.equal(refusal.name, name);
      assert.match(refusal.message, message);
      const found = await refusalOf(configurationOf('refused'));
      assert.equal(found.name, 'ResourceNotFoundException');
    });
  }

  test('has each name once, also when two ask at the same time', async () => {
    const both = await Promise.allSettled([create('once'), create('once')]);
    const refused = both.filter(({ status }) => status === 'rejected');
    assert.equal(refused.length, 1);
    const { name, message, status } = await refusalOf(create('once'));
    assert.deepEqual(
      [name, message, status],
      ['ResourceConflictException', 'Function already exist: once', 409],
    );
  });

  function create(FunctionName: string, more: Partial<CreateFunctionCommandInput> = {}) {
    return lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: role('runner'),
        Code: { ZipFile: zip },
        ...more,
      }),
    );
  }

  /** The configuration when no change is under way any more. */
  async function settled(FunctionName: string) {
    await waitUntilFunctionUpdatedV2(
      { client: lambda, maxWaitTime: 10, minDelay: 0.01 },
      { FunctionName },
    );
    return configurationOf(FunctionName);
  }

  async function configurationOf(FunctionName: string) {
    const command = new GetFunctionConfigurationCommand({ FunctionName });
    const { $metadata: _, ...configuration } = await lambda.send(command);
    return configuration;
  }
});
