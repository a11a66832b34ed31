import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CreateRoleCommand, GetRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { lambdaTrust, localClients, refusalOf } from '../../support/localClients.ts';
import {
  type LocalEndpoint,
  spawnLocalEndpoint,
  startLocalEndpoint,
} from '../../support/localEndpoint.ts';

/** Each does its worst to one file or folder. */
const damages: Readonly<Record<string, (path: string) => Promise<void>>> = {
  cut: (path) => truncate(path, 10),
  empty: (path) => truncate(path, 0),
  garbage: (path) => writeFile(path, Buffer.from([0xff, 0, 0x7b, 0x22, 0xc3, 0x28])),
  'a folder': async (path) => {
    await rm(path, { recursive: true });
    await mkdir(path);
  },
  // Permissions would not keep a superuser from reading.
  'a link to itself': async (path) => {
    await rm(path);
    await symlink(path, path);
  },
};

suite('A data folder with a damaged file', () => {
  let folder: string;
  let whole: string;
  let dataFolder: string;
  const running: LocalEndpoint[] = [];

  suiteSetup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lambda-bench-'));
    whole = join(folder, 'whole');
    const endpoint = await startLocalEndpoint({ dataFolder: whole });
    const { iam, lambda } = localClients(endpoint);
    for (const RoleName of ['first', 'second']) {
      await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: lambdaTrust }));
    }
    for (const FunctionName of ['one', 'two']) {
      await lambda.send(
        new CreateFunctionCommand({
          FunctionName,
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Role: 'arn:aws:iam::000000000000:role/first',
          Code: { ZipFile: codeOf(FunctionName) },
        }),
      );
    }
    await endpoint.kill();
  });

  setup(async () => {
    dataFolder = await mkdtemp(join(folder, 'data-'));
    await cp(whole, dataFolder, { recursive: true });
  });

  teardown(() => Promise.all(running.splice(0).map((endpoint) => endpoint.stop())));
  suiteTeardown(() => rm(folder, { recursive: true, force: true }));

  for (const [kind, damage] of Object.entries(damages)) {
    test(`is served but for what is ${kind}, which is set aside and named`, async () => {
      const records = [await find('roles', /^first~/), await find('functions/us-east-1', /^one~/)];
      const others = ['account.json', 'format.json', 'endpoint.json', 'lock'];
      for (const path of [...records, ...others.map((name) => join(dataFolder, name))]) {
        await damage(path);
      }
      const endpoint = await start();
      const { iam, lambda } = localClients(endpoint);
      const { Roles } = await iam.send(new ListRolesCommand());
      const { Functions } = await lambda.send(new ListFunctionsCommand());
      const names = [Roles?.map(({ RoleName }) => RoleName), Functions?.map((f) => f.FunctionName)];
      assert.deepEqual(names, [['second'], ['two']]);
      for (const path of records) assert.ok(endpoint.stderr().includes(`${path}.damaged-`), path);
    });
  }

  test('runs no function whose zip is damaged, and the others as before', async () => {
    const code = join(dataFolder, 'code/us-east-1');
    const endpoint = await start();
    const { lambda } = localClients(endpoint);
    const list = await lambda.send(new ListFunctionsCommand());
    const sha256 = list.Functions?.[0]?.CodeSha256 ?? '';
    const name = Buffer.from(sha256, 'base64').toString('hex');
    await truncate(join(code, `${name}.zip`), 30);
    const refused = await refusalOf(lambda.send(new InvokeCommand({ FunctionName: 'one' })));
    assert.deepEqual([refused.name, refused.status], ['InvalidZipFileException', 502]);
    assert.match(refused.message, /Update the function's code/);
    assert.ok(endpoint.stderr().includes(`${name}.zip.damaged-`));
    assert.equal(await run(lambda, 'two'), '"two"');
  });

  test('unpacks code again that has lost a file, or all of it', async () => {
    const code = join(dataFolder, 'code/us-east-1');
    for (const name of await readdir(code)) {
      if (!name.endsWith('.zip')) await damages['cut']?.(join(code, name, 'index.js'));
    }
    const { lambda } = localClients(await start());
    assert.equal(await run(lambda, 'one'), '"one"');
  });

  async function find(below: string, pattern: RegExp): Promise<string> {
    const name = (await readdir(join(dataFolder, below))).find((found) => pattern.test(found));
    assert.ok(name);
    return join(dataFolder, below, name);
  }

  async function start(): Promise<LocalEndpoint> {
    const endpoint = await startLocalEndpoint({ dataFolder });
    running.push(endpoint);
    return endpoint;
  }
});

suite('A disk that takes no more', () => {
  let dataFolder: string;

  setup(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'lambda-bench-'));
  });

  teardown(() => rm(dataFolder, { recursive: true, force: true }));

  test('refuses a change with the reason, and all stays as it was, also after a restart', async function () {
    if (process.platform === 'win32') this.skip();
    const main = join(import.meta.dirname, '../../../src/local/main.ts');
    // Files of at most 8 KB: the system refuses to write more, as a full disk does.
    const script = 'ulimit -f 8; exec "$@"';
    const args = ['-c', script, 'sh', process.execPath, main, '--data', dataFolder];
    const child = spawn('bash', args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = await once(child.stdout, 'data');
    const { iam } = localClients({ ...JSON.parse(String(line)), dataFolder });
    const role = { AssumeRolePolicyDocument: lambdaTrust, RoleName: 'small' };
    await iam.send(new CreateRoleCommand(role));
    const Tags = Array.from({ length: 50 }, (_, index) => ({
      Key: `key-${index}`,
      Value: 'x'.repeat(256),
    }));
    const large = { ...role, RoleName: 'large', Tags };
    const refused = await refusalOf(iam.send(new CreateRoleCommand(large)));
    assert.equal(refused.status, 500);
    assert.match(refused.message, /could not do this on its disk: EFBIG/);
    const gone = await refusalOf(iam.send(new GetRoleCommand({ RoleName: 'large' })));
    assert.equal(gone.name, 'NoSuchEntityException');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const again = await startLocalEndpoint({ dataFolder });
    const { Roles } = await localClients(again).iam.send(new ListRolesCommand());
    assert.deepEqual(
      Roles?.map(({ RoleName }) => RoleName),
      ['small'],
    );
    await again.stop();
    assert.equal((await readdir(join(dataFolder, 'roles'))).length, 1);
  });
});

suite('A data folder that cannot be made', () => {
  for (const path of ['/proc/lambda-bench/data', '/dev/null/data']) {
    test(`such as ${path} is refused at once, with the reason`, async function () {
      if (process.platform !== 'linux') this.skip();
      const child = spawnLocalEndpoint(['--data', path]);
      assert.ok(child.stderr);
      const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
      assert.equal(status, 1);
      assert.match(stderr, /^The data folder cannot be used: .*Name another one with --data\.\n$/);
    });
  }
});

async function run(
  lambda: ReturnType<typeof localClients>['lambda'],
  FunctionName: string,
): Promise<string> {
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
  return new TextDecoder().decode(Payload);
}

function codeOf(name: string): Uint8Array {
  return zipSync({ 'index.js': strToU8(`exports.handler = async () => '${name}'`) });
}
