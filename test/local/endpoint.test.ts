import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { CreateRoleCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { functionMaker } from '../support/functions.ts';
import { lambdaTrust, localClients } from '../support/localClients.ts';
import {
  type LocalEndpoint,
  spawnLocalEndpoint,
  startLocalEndpoint,
} from '../support/localEndpoint.ts';

suite('The process of the local endpoint', () => {
  let dataFolder: string;
  const running: LocalEndpoint[] = [];

  setup(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'lambda-bench-'));
  });

  teardown(async () => {
    await Promise.all(running.splice(0).map((endpoint) => endpoint.stop()));
    await rm(dataFolder, { recursive: true, force: true });
  });

  test('tells where it answers, on standard output and in the data folder', async () => {
    const endpoint = await start();
    const path = join(dataFolder, 'endpoint.json');
    const { port, pid, version, ...address } = JSON.parse(await readFile(path, 'utf8'));
    const { endpoint: url, region, accessKeyId, secretAccessKey, accountId } = endpoint;
    assert.deepEqual(address, { endpoint: url, region, accessKeyId, secretAccessKey, accountId });
    assert.equal(url, `http://127.0.0.1:${port}`);
    assert.deepEqual({ pid, version }, { pid: endpoint.pid, version: 1 });
    if (process.platform !== 'win32') assert.equal((await stat(path)).mode & 0o777, 0o600);
  });

  test('takes endpoint.json and its lock away when it ends', async () => {
    const endpoint = await start();
    await endpoint.stop();
    running.length = 0;
    assert.equal(existsSync(join(dataFolder, 'endpoint.json')), false);
    assert.equal(existsSync(join(dataFolder, 'lock')), false);
  });

  test('keeps its keys, account and port over a restart', async () => {
    const first = await start(['--account', '123456789012']);
    await first.stop();
    const second = await start();
    const what = ({ endpoint, accessKeyId, secretAccessKey, accountId }: LocalEndpoint) => ({
      endpoint,
      accessKeyId,
      secretAccessKey,
      accountId,
    });
    assert.deepEqual(what(second), what(first));
  });

  test('moves to another port when its own was taken meanwhile', async () => {
    const first = await start();
    await first.stop();
    const other = createServer().listen(Number(new URL(first.endpoint).port), '127.0.0.1');
    await once(other, 'listening');
    try {
      const second = await start();
      assert.notEqual(second.endpoint, first.endpoint);
    } finally {
      other.close();
    }
  });

  test('does not share its data folder, and says who has it', async () => {
    const first = await start();
    const { status, stderr } = await run(['--data', dataFolder]);
    assert.equal(status, 3);
    assert.match(stderr, new RegExp(`process ${first.pid}, which answers at ${first.endpoint}`));
  });

  test('takes over a data folder whose holder was killed, with all that was acknowledged', async () => {
    const first = await start();
    const create = new CreateRoleCommand({
      RoleName: 'kept',
      AssumeRolePolicyDocument: lambdaTrust,
    });
    await localClients(first).iam.send(create);
    await first.kill();
    const { iam } = localClients(await start());
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'kept' }));
    assert.equal(Role?.RoleName, 'kept');
  });

  test('takes over a lock whose process number now belongs to another process', async () => {
    await writeFile(
      join(dataFolder, 'lock'),
      JSON.stringify({ pid: process.pid, started: 'long ago' }),
    );
    const { sts } = localClients(await start());
    assert.equal((await sts.send(new GetCallerIdentityCommand())).Account, '000000000000');
  });

  test('answers a wrong option with one line and status 2', async () => {
    const { status, stderr } = await run(['--prot', '1']);
    assert.equal(status, 2);
    assert.match(stderr, /^[^\n]*--prot[^\n]*\n$/);
  });

  test('says what is wrong when the port is taken', async () => {
    const first = await start();
    const port = new URL(first.endpoint).port;
    const { status, stderr } = await run(['--data', join(dataFolder, 'other'), '--port', port]);
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`${port}.*--port`));
  });

  test('refuses a data folder of a newer format and leaves it alone', async () => {
    const format = '{"format":99}';
    await writeFile(join(dataFolder, 'format.json'), format);
    const { status, stderr } = await run(['--data', dataFolder]);
    assert.equal(status, 1);
    assert.match(stderr, /format 99.*Update Lambda Bench/);
    assert.equal(await readFile(join(dataFolder, 'format.json'), 'utf8'), format);
  });

  test('ends when the window that leased it is gone', async () => {
    const endpoint = await start(['--leased', '--lease-patience', '0']);
    running.length = 0;
    const response = await fetch(`${endpoint.endpoint}/.lambda-bench/lease`, {
      headers: { authorization: `Bearer ${endpoint.secretAccessKey}` },
    });
    assert.equal(response.status, 200);
    await response.body?.cancel();
    await endpoint.ended;
    assert.equal(existsSync(join(dataFolder, 'endpoint.json')), false);
  });

  test('runs handlers, whichever script has started it', async () => {
    const script = join(import.meta.dirname, '../support/impatientEndpoint.ts');
    const clients = localClients(await start([], script));
    const make = await functionMaker(clients);
    await make('orders', { 'index.mjs': 'export const handler = async () => 42;' });
    const { Payload } = await clients.lambda.send(new InvokeCommand({ FunctionName: 'orders' }));
    assert.equal(Buffer.from(Payload ?? []).toString(), '42');
  });

  async function start(args: readonly string[] = [], script?: string): Promise<LocalEndpoint> {
    const endpoint = await startLocalEndpoint({ dataFolder, args, ...(script && { script }) });
    running.push(endpoint);
    return endpoint;
  }
});

async function run(args: readonly string[]): Promise<{ status: number; stderr: string }> {
  const child = spawnLocalEndpoint(args);
  assert.ok(child.stderr);
  const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { status, stderr };
}
