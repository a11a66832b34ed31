import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AddLayerVersionPermissionCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteLayerVersionCommand,
  GetFunctionCommand,
  GetLayerVersionByArnCommand,
  GetLayerVersionCommand,
  GetLayerVersionPolicyCommand,
  InvokeCommand,
  type LambdaClient,
  ListLayersCommand,
  ListLayerVersionsCommand,
  PublishLayerVersionCommand,
  type PublishLayerVersionCommandInput,
  paginateListLayerVersions,
  RemoveLayerVersionPermissionCommand,
  type Runtime,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { createRunner, localClients, quickly, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';

suite('Layers of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let lambda: LambdaClient;
  let dataFolder: string;
  const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:layer:${name}`;

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

  test('are published, found by number and ARN, and deleted; a number is not given twice', async () => {
    const files = { 'python/shared.py': 'X = 1' };
    const first = await publish('shared', files, {
      Description: 'what all need',
      CompatibleRuntimes: ['python3.13'],
      CompatibleArchitectures: ['arm64'],
      LicenseInfo: 'MIT',
    });
    const { $metadata, Content, CreatedDate, ...rest } = first;
    assert.equal($metadata.httpStatusCode, 201);
    assert.match(CreatedDate ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    assert.deepEqual(rest, {
      LayerArn: arn('shared'),
      LayerVersionArn: `${arn('shared')}:1`,
      Version: 1,
      Description: 'what all need',
      CompatibleRuntimes: ['python3.13'],
      CompatibleArchitectures: ['arm64'],
      LicenseInfo: 'MIT',
    });
    const zip = Buffer.from(await (await fetch(Content?.Location ?? '')).arrayBuffer());
    assert.deepEqual(zip, Buffer.from(zipOf(files)));
    const second = await publish('shared', files);
    assert.deepEqual([second.Version, second.Description], [2, '']);
    assert.equal('CompatibleRuntimes' in second, false);

    for (const LayerName of ['shared', arn('shared')]) {
      const command = new GetLayerVersionCommand({ LayerName, VersionNumber: 1 });
      assert.equal((await lambda.send(command)).LayerVersionArn, `${arn('shared')}:1`);
    }
    const byArn = new GetLayerVersionByArnCommand({ Arn: `${arn('shared')}:2` });
    assert.equal((await lambda.send(byArn)).Version, 2);
    const remove = { LayerName: 'shared', VersionNumber: 2 };
    assert.equal(
      (await lambda.send(new DeleteLayerVersionCommand(remove))).$metadata.httpStatusCode,
      204,
    );
    await lambda.send(new DeleteLayerVersionCommand(remove));
    assert.deepEqual(await refusalOf(lambda.send(byArn)), {
      name: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
      status: 404,
    });
    assert.equal((await publish('shared', files)).Version, 3);
  });

  test('are listed by what they are compatible with, the newest version first, page by page', async () => {
    for (const runtime of ['nodejs22.x', 'nodejs24.x', 'nodejs22.x'] satisfies Runtime[]) {
      await publish('listed', { 'nodejs/a.js': runtime }, { CompatibleRuntimes: [runtime] });
    }
    const numbers: (number | undefined)[] = [];
    const pages = { client: lambda, pageSize: 2 };
    for await (const page of paginateListLayerVersions(pages, { LayerName: 'listed' })) {
      assert.ok((page.LayerVersions?.length ?? 0) <= 2);
      numbers.push(...(page.LayerVersions ?? []).map(({ Version }) => Version));
    }
    assert.deepEqual(numbers, [3, 2, 1]);
    const matching = await lambda.send(
      new ListLayerVersionsCommand({ LayerName: 'listed', CompatibleRuntime: 'nodejs22.x' }),
    );
    assert.deepEqual(
      matching.LayerVersions?.map(({ Version }) => Version),
      [3, 1],
    );
    const latest = async (CompatibleRuntime: Runtime) => {
      const { Layers = [] } = await lambda.send(new ListLayersCommand({ CompatibleRuntime }));
      return Layers.map(({ LayerName, LatestMatchingVersion }) => [
        LayerName,
        LatestMatchingVersion?.Version,
      ]);
    };
    assert.deepEqual(await latest('nodejs24.x'), [['listed', 2]]);
    assert.deepEqual(await latest('ruby3.4'), []);
    const unknown = new ListLayerVersionsCommand({ LayerName: 'nobody' });
    assert.deepEqual((await lambda.send(unknown)).LayerVersions, []);
  });

  test('share their policies by statement, guarded by the revision', async () => {
    await publish('granted', { 'a.txt': 'a' });
    const version = { LayerName: 'granted', VersionNumber: 1 };
    const none = await refusalOf(lambda.send(new GetLayerVersionPolicyCommand(version)));
    assert.equal(none.message, 'No policy is associated with the given resource.');
    const grant = { ...version, StatementId: 'all', Action: 'lambda:GetLayerVersion' };
    const added = await lambda.send(
      new AddLayerVersionPermissionCommand({ ...grant, Principal: '*' }),
    );
    const statement = {
      Sid: 'all',
      Effect: 'Allow',
      Principal: '*',
      Action: 'lambda:GetLayerVersion',
      Resource: `${arn('granted')}:1`,
    };
    assert.deepEqual(JSON.parse(added.Statement ?? ''), statement);
    const policy = await lambda.send(new GetLayerVersionPolicyCommand(version));
    assert.deepEqual(JSON.parse(policy.Policy ?? '').Statement, [statement]);
    assert.equal(policy.RevisionId, added.RevisionId);
    const again = await refusalOf(
      lambda.send(new AddLayerVersionPermissionCommand({ ...grant, Principal: '*' })),
    );
    assert.match(again.message, /^The statement id \(all\) provided already exists\./);
    const remove = (RevisionId: string) =>
      lambda.send(
        new RemoveLayerVersionPermissionCommand({ ...version, StatementId: 'all', RevisionId }),
      );
    assert.equal((await refusalOf(remove('wrong'))).name, 'PreconditionFailedException');
    await remove(added.RevisionId ?? '');
    assert.equal(
      (await refusalOf(lambda.send(new GetLayerVersionPolicyCommand(version)))).status,
      404,
    );
  });

  test('give a Node.js handler its modules, a later layer before an earlier one', async () => {
    const module = (text: string) => `module.exports = '${text}';`;
    const one = await publish('node-one', {
      'nodejs/node_modules/common/index.js': module('first'),
      'nodejs/node_modules/only-first/index.js': module('only first'),
      'nodejs/node_modules/of-version/index.js': module('any version'),
      'nodejs/node22/node_modules/of-version/index.js': module('version 22'),
      'bin/greet': '#!/bin/sh\necho hello from a layer\n',
    });
    const two = await publish('node-two', {
      'nodejs/node_modules/common/index.js': module('second'),
    });
    await create('node-layers', 'nodejs22.x', {
      Layers: [one.LayerVersionArn ?? '', two.LayerVersionArn ?? ''],
      Code: {
        ZipFile: zipOf({
          'index.js': `
            const { execFileSync } = require('node:child_process');
            const found = ['common', 'only-first', 'of-version'].map((name) => require(name));
            exports.handler = async () => [
              ...found,
              execFileSync('greet', { encoding: 'utf8' }).trim(),
              await import('common').then(() => 'imported', ({ code }) => code),
            ];`,
        }),
      },
    });
    assert.deepEqual(await invoke('node-layers'), [
      'second',
      'only first',
      'version 22',
      'hello from a layer',
      'ERR_MODULE_NOT_FOUND',
    ]);
  });

  test('give a Python handler its modules, after the ones of its package', async () => {
    const layer = await publish('python-layer', {
      'python/plain.py': 'WHERE = "python"',
      'python/lib/python3.12/site-packages/packaged.py': 'WHERE = "site-packages"',
      'python/own.py': 'WHERE = "layer"',
    });
    await create('python-layers', 'python3.12', {
      Layers: [layer.LayerVersionArn ?? ''],
      Code: {
        ZipFile: zipOf({
          'own.py': 'WHERE = "package"',
          'index.py': [
            'import plain, packaged, own',
            'def handler(event, context):',
            '    return [plain.WHERE, packaged.WHERE, own.WHERE]',
          ].join('\n'),
        }),
      },
    });
    assert.deepEqual(await invoke('python-layers'), ['python', 'site-packages', 'package']);
  });

  test('can bring the bootstrap of a function', async () => {
    const bootstrap = `#!/bin/sh
      api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
      while true; do
        id=$(curl -sS -D - -o /dev/null "$api/next" | tr -d '\\r' | sed -n 's/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: //p')
        curl -sS -o /dev/null -d '"from a layer"' "$api/$id/response"
      done`;
    const layer = await publish('runtime', { bootstrap });
    await create('provided-layers', 'provided.al2023', {
      Layers: [layer.LayerVersionArn ?? ''],
      Code: { ZipFile: zipOf({ 'a.txt': 'a' }) },
    });
    assert.equal(await invoke('provided-layers'), 'from a layer');
  });

  test('stay with a function that uses them when they are deleted, also after a crash', async () => {
    const layer = await publish('leaving', {
      'nodejs/node_modules/kept/index.js': "module.exports = 'kept';",
    });
    const size = layer.Content?.CodeSize;
    const Layers = [layer.LayerVersionArn ?? ''];
    const Code = {
      ZipFile: zipOf({ 'index.js': "exports.handler = async () => require('kept');" }),
    };
    await create('staying', 'nodejs22.x', { Layers, Code });
    await lambda.send(new DeleteLayerVersionCommand({ LayerName: 'leaving', VersionNumber: 1 }));
    const refused = await refusalOf(create('late', 'nodejs22.x', { Layers, Code }));
    assert.deepEqual(
      [refused.name, refused.message],
      ['InvalidParameterValueException', `Layer version ${arn('leaving')}:1 does not exist.`],
    );
    await endpoint.kill();
    endpoint = await startLocalEndpoint({ dataFolder });
    lambda = localClients(endpoint).lambda;
    const found = await lambda.send(new GetFunctionCommand({ FunctionName: 'staying' }));
    assert.deepEqual(found.Configuration?.Layers, [{ Arn: Layers[0], CodeSize: size }]);
    assert.equal(await invoke('staying'), 'kept');

    const bare = { FunctionName: 'staying', Layers: [] };
    const updated = await lambda.send(new UpdateFunctionConfigurationCommand(bare));
    assert.equal('Layers' in updated, false);
    await waitUntilFunctionUpdatedV2(quickly(lambda), { FunctionName: 'staying' });
    // Its code goes when the update has settled; until then this asks again.
    const link = new URL(layer.Content?.Location ?? '');
    const gone = endpoint.endpoint + link.pathname + link.search;
    while ((await fetch(gone)).status !== 404);
  });

  test('are refused by a function that asks for too many, twice the same, or far ones', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `many-${letter}`);
    const made = await Promise.all(names.map((name) => publish(name, { 'a.txt': name })));
    const next = await publish('many-a', { 'a.txt': 'more' });
    const arns = made.map(({ LayerVersionArn = '' }) => LayerVersionArn);
    const refusal = async (Layers: string[]) => {
      const Code = { ZipFile: zipOf({ 'a.txt': 'a' }) };
      const { name, message } = await refusalOf(create('refused', 'nodejs22.x', { Layers, Code }));
      return `${name}: ${message}`;
    };
    const invalid = 'InvalidParameterValueException';
    assert.equal(await refusal(arns), `${invalid}: Cannot reference more than 5 layers.`);
    assert.equal(
      await refusal([arns[0] ?? '', next.LayerVersionArn ?? '']),
      `${invalid}: Two different versions of the same layer are not allowed to be referenced in the same function. ${arn('many-a')}:1 and ${arn('many-a')}:2 are versions of the same layer.`,
    );
    assert.equal(
      await refusal(['arn:aws:lambda:eu-west-1:000000000000:layer:far:1']),
      `${invalid}: Layers are not in the same region as the function. Layers are expected to be in region us-east-1.`,
    );
    assert.match(
      await refusal(['arn:aws:lambda:us-east-1:123456789012:layer:theirs:1']),
      /^AccessDeniedException: User: .* is not authorized to perform: lambda:GetLayerVersion on resource: arn:aws:lambda:us-east-1:123456789012:layer:theirs:1 because no resource-based policy allows the lambda:GetLayerVersion action$/,
    );
  });

  test('count for the 250 MB that a function may unpack to', async () => {
    const layer = await publish('large', { 'a.txt': 'a'.repeat(1024) });
    const zip = Buffer.from(zipOf({ 'large.txt': '' }));
    // What the archive's directory says is what is counted.
    zip.writeUInt32LE(262_144_000, zip.indexOf('PK\u0001\u0002') + 24);
    const input = { Layers: [layer.LayerVersionArn ?? ''], Code: { ZipFile: zip } };
    assert.deepEqual(await refusalOf(create('large', 'nodejs22.x', input)), {
      name: 'InvalidParameterValueException',
      message:
        'Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The actual size is 262145024 bytes.',
      status: 400,
    });
  });

  function publish(
    LayerName: string,
    files: Record<string, string>,
    more: Partial<PublishLayerVersionCommandInput> = {},
  ) {
    const Content = { ZipFile: zipOf(files) };
    return lambda.send(new PublishLayerVersionCommand({ LayerName, Content, ...more }));
  }

  async function create(
    FunctionName: string,
    Runtime: Runtime,
    more: Pick<CreateFunctionCommandInput, 'Code' | 'Layers'>,
  ) {
    const Role = 'arn:aws:iam::000000000000:role/runner';
    await lambda.send(
      new CreateFunctionCommand({ FunctionName, Runtime, Handler: 'index.handler', Role, ...more }),
    );
    await waitUntilFunctionActiveV2(quickly(lambda), { FunctionName });
  }

  async function invoke(FunctionName: string): Promise<unknown> {
    const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
    return JSON.parse(Buffer.from(Payload ?? []).toString());
  }
});

/** Every file may be executed. */
function zipOf(files: Record<string, string>): Uint8Array {
  const attributes = { os: 3, attrs: (0o100755 << 16) >>> 0, mtime: new Date(2026, 0) };
  const entries: Zippable = {};
  for (const [name, text] of Object.entries(files)) entries[name] = [strToU8(text), attributes];
  return zipSync(entries);
}
