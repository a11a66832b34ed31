import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isUserError } from '../src/errors.ts';
import { dataFolder } from '../src/host/dataFolder.ts';
import { createLocalConnection, type LocalConnection } from '../src/host/localConnection.ts';
import { attach } from '../src/host/localEndpoint.ts';
import type { Settings } from '../src/settings.ts';
import { defaultSettings } from './support/defaultSettings.ts';
import { functionMaker } from './support/functions.ts';
import { localClients } from './support/localClients.ts';
import { openUrl } from './support/openUrl.ts';
import { callUrl } from './support/urlClient.ts';

const script = join(import.meta.dirname, '../src/local/main.ts');

suite('the local connection', () => {
  let folder: string;
  const opened: LocalConnection[] = [];
  const restarts: string[] = [];
  const openings: Readonly<Record<string, string>>[] = [];
  let dataFolderSetting: string | undefined;
  let moreSettings: Partial<Settings> = {};

  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lambda-bench-data-'));
  });
  teardown(async () => {
    for (const connection of opened.splice(0)) connection.dispose();
    restarts.splice(0);
    openings.splice(0);
    dataFolderSetting = undefined;
    moreSettings = {};
    const pid = await endpointPid().catch(() => undefined);
    if (pid !== undefined && isAlive(pid)) await end(pid, 'SIGTERM');
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  function open(endpoint = script): LocalConnection {
    const connection = createLocalConnection({
      script: endpoint,
      settings: () => ({
        ...defaultSettings,
        localDataFolder: dataFolderSetting ?? folder,
        localRegion: 'eu-central-1',
        ...moreSettings,
      }),
      trusted: () => true,
      log: () => undefined,
      onRestart: (message) => restarts.push(message),
      onOpen: (environment) => openings.push(environment),
    });
    opened.push(connection);
    return connection;
  }

  async function endpointPid(served = folder): Promise<number> {
    const { pid }: { pid?: unknown } = JSON.parse(
      await readFile(join(served, 'endpoint.json'), 'utf8'),
    );
    assert.ok(typeof pid === 'number');
    return pid;
  }

  test('starts nothing until it is used, then serves an account of its own', async () => {
    const connection = open();
    await assert.rejects(endpointPid(), { code: 'ENOENT' });
    const account = await connection.account();
    assert.deepEqual(
      [account.target.connection, account.target.accountId, account.target.region],
      ['local', '000000000000', 'eu-central-1'],
    );
    await account.roles.create({ name: 'made', description: '' });
    assert.equal((await account.roles.find('made'))?.name, 'made');
  });

  test('starts with what the settings say of function URLs and of environments', async () => {
    moreSettings = { localPublicUrls: true, localMaximumEnvironments: 1 };
    const environment = await open().environment();
    assert.deepEqual(openings, [environment]);
    const clients = localClients({
      endpoint: environment['AWS_ENDPOINT_URL'] ?? '',
      region: environment['AWS_REGION'] ?? '',
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    });
    const make = await functionMaker(clients);
    const takesAWhile = `exports.handler = async () => {
      const begun = Date.now();
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { begun, ended: Date.now() };
    };`;
    await make('slow', { 'index.js': takesAWhile });
    const url = await openUrl(clients.lambda, 'slow');
    const answers = await Promise.all([callUrl(url), callUrl(url)]);
    const [first, second] = answers
      .map(({ body }): { begun: number; ended: number } => JSON.parse(body))
      .toSorted((one, other) => one.begun - other.begun);
    assert.ok(first && second && first.ended <= second.begun, 'one ran after the other');
  });

  test('windows that open at the same time share one process and one account', async () => {
    const accounts = await Promise.all(
      [open(), open(), open()].map((connection) => connection.account()),
    );
    assert.equal(new Set(accounts.map(({ target }) => target.endpoint)).size, 1);
    await accounts[0]?.roles.create({ name: 'shared', description: '' });
    for (const account of accounts) assert.ok(await account.roles.find('shared'));
    assert.deepEqual(restarts, []);
  });

  test('starts the process anew when it died, keeps what was made, and says so', async () => {
    const connection = open();
    await (await connection.account()).roles.create({ name: 'kept', description: '' });
    const before = await endpointPid();
    await end(before, 'SIGKILL');
    const account = await eventually(async () => {
      const current = await connection.account();
      return (await endpointPid()) === before ? undefined : current;
    });
    assert.ok(await account.roles.find('kept'));
    assert.equal(restarts.length, 1);
    assert.match(restarts[0] ?? '', /had ended, so it was started anew/);
  });

  test('views that ask at the same time share one lease, and hear once that it was started anew', async () => {
    const connection = open();
    const askTwice = () => Promise.all([connection.account(), connection.account()]);
    const [one, other] = await askTwice();
    assert.equal(one, other);
    await end(await endpointPid(), 'SIGKILL');
    await eventually(async () => {
      const [now, again] = await askTwice();
      assert.equal(now, again);
      return now === one ? undefined : now;
    });
    assert.equal(restarts.length, 1);
  });

  test('goes over to another data folder when the setting changes', async () => {
    const connection = open();
    const one = await connection.account();
    dataFolderSetting = join(folder, 'other');
    const other = await connection.account();
    const pid = await endpointPid(dataFolderSetting);
    try {
      assert.notEqual(other.target.endpoint, one.target.endpoint);
      assert.deepEqual(restarts, []);
    } finally {
      await end(pid, 'SIGTERM');
    }
  });

  test('waits for no stranger that takes the call and says nothing', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => silent.once('listening', resolve));
      const { port } = silent.address() as AddressInfo;
      const content = {
        pid: 1,
        endpoint: `http://127.0.0.1:${port}`,
        region: 'us-east-1',
        accountId: '000000000000',
        accessKeyId: 'a',
        secretAccessKey: 'b',
      };
      await writeFile(join(folder, 'endpoint.json'), JSON.stringify(content));
      const { target } = await open().account();
      assert.notEqual(target.endpoint, content.endpoint);
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });

  test('ends the process after the last window has gone, and not before', async () => {
    const impatient = join(import.meta.dirname, 'support/impatientEndpoint.ts');
    const [first, second] = [open(impatient), open(impatient)];
    await first.account();
    await second.account();
    const pid = await endpointPid();
    first.dispose();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.ok(isAlive(pid), 'a window still uses it');
    second.dispose();
    await eventually(async () => (isAlive(pid) ? undefined : true));
  });

  test('empties the account', async () => {
    const connection = open();
    const account = await connection.account();
    await account.roles.create({ name: 'gone', description: '' });
    await connection.reset();
    assert.equal(await account.roles.find('gone'), undefined);
  });

  test('says why when it cannot start', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const options = {
      script,
      dataFolder: join(file, 'below'),
      region: 'us-east-1',
      node: undefined,
      python: undefined,
      maximumEnvironments: undefined,
      publicUrls: false,
      log: () => undefined,
    };
    await assert.rejects(attach(options), (error) => {
      assert.ok(isUserError(error));
      assert.match(
        error.message,
        /^The local endpoint could not be started: .*(ENOTDIR|not a folder|cannot).* in the setting lambdaBench\.local\.dataFolder\.$/,
      );
      return true;
    });
    await assert.rejects(
      attach({ ...options, dataFolder: folder, script: join(folder, 'nothing.js') }),
      /could not be started: .*nothing\.js/,
    );
  });

  test('trusts no endpoint.json that names another machine, a stranger or nonsense', async () => {
    let asked = 0;
    const stranger = createServer((_request, response) => {
      asked++;
      response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    try {
      await new Promise((resolve) => stranger.once('listening', resolve));
      const { port } = stranger.address() as AddressInfo;
      const whole = {
        pid: 1,
        region: 'us-east-1',
        accountId: '000000000000',
        accessKeyId: 'a',
        secretAccessKey: 'b',
      };
      for (const content of [
        '',
        '{"endpoint":',
        'null',
        JSON.stringify({ ...whole, endpoint: 'http://example.com:80' }),
        JSON.stringify({ ...whole, endpoint: 'http://127.0.0.1.example.com:80' }),
        JSON.stringify({ ...whole, endpoint: `http://127.0.0.1:${port}` }),
      ]) {
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, 'endpoint.json'), content);
        const lease = await attach({
          script,
          dataFolder: folder,
          region: 'us-east-1',
          node: undefined,
          python: undefined,
          maximumEnvironments: undefined,
          publicUrls: false,
          log: () => undefined,
        });
        assert.notEqual(lease.endpoint, `http://127.0.0.1:${port}`);
        lease.release();
        await end(await endpointPid(), 'SIGTERM');
      }
      assert.equal(asked, 1);
    } finally {
      stranger.close();
    }
  });
});

suite('the data folder', () => {
  test('is the one that the platform has for applications', () => {
    assert.equal(dataFolder('linux', {}, '/home/me'), '/home/me/.local/share/lambda-bench');
    assert.equal(dataFolder('linux', { XDG_DATA_HOME: '/data' }, '/home/me'), '/data/lambda-bench');
    assert.equal(
      dataFolder('darwin', {}, '/Users/me'),
      '/Users/me/Library/Application Support/lambda-bench',
    );
    assert.equal(
      dataFolder('win32', { LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local' }, 'C:\\Users\\me'),
      'C:\\Users\\me\\AppData\\Local\\lambda-bench',
    );
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function end(pid: number, signal: NodeJS.Signals): Promise<void> {
  process.kill(pid, signal);
  await eventually(async () => (isAlive(pid) ? undefined : true));
}

/** The first answer, asked for again and again; the test's own time-out is the limit. */
async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
