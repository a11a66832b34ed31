import assert from 'node:assert/strict';
import type { ConnectionDefinition } from '../../src/aws/connections/definition.ts';
import { isUserError } from '../../src/errors.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('connections', () => {
  let bench: TestBench;
  let opened: TestApp;
  suiteSetup(async () => {
    bench = await startTestBench();
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(() => opened.finish());

  /** Leads to the local endpoint as any other would. */
  function emulator(more: Partial<ConnectionDefinition> = {}): ConnectionDefinition {
    return {
      name: 'emulator',
      credentials: { kind: 'accessKeys' },
      endpoint: { url: bench.endpoint.endpoint },
      region: 'us-east-1',
      ...more,
    };
  }

  async function add(more: Partial<ConnectionDefinition> = {}): Promise<void> {
    const { accessKeyId, secretAccessKey } = bench.endpoint;
    const { connections } = opened.connections;
    await connections.save(emulator(more), { secrets: { accessKeyId, secretAccessKey } });
  }

  test('the local one is there and selected when nothing was said', async () => {
    const { connections } = opened.connections;
    const { connection } = connections;
    assert.deepEqual(
      connections.list().map(({ name, selected }) => ({ name, selected })),
      [{ name: 'local', selected: true }],
    );
    assert.equal(connection.kind, 'local');
    assert.equal(await connection.account(), opened.account);
  });

  test('what is selected counts and is told at once, before it is on the disk', async () => {
    const { connections } = opened.connections;
    const { connection } = connections;
    await add();
    const heard: string[] = [];
    const stop = connection.onDidChange((change) => heard.push(`${change} ${connection.name}`));
    const selecting = connections.select('emulator');
    assert.deepEqual(heard, ['selected emulator']);
    await selecting;
    const changing = connections.changeRegion('eu-west-1');
    assert.equal(connection.known().region, 'eu-west-1');
    assert.deepEqual(heard, ['selected emulator', 'selected emulator']);
    await changing;
    stop();
  });

  test('one object follows what is selected, and tells', async () => {
    const { connections } = opened.connections;
    const { connection } = connections;
    const heard: string[] = [];
    const stop = connection.onDidChange((change) => heard.push(`${change} ${connection.name}`));
    await add({ protected: true });
    assert.deepEqual(heard, [], 'what is not selected changes nothing');
    await connections.select('emulator');
    assert.deepEqual(heard, ['selected emulator']);
    assert.equal(connection.kind, 'accessKeys');
    assert.equal(connection.protected, true);
    assert.deepEqual(connection.known(), {
      region: 'us-east-1',
      accountId: undefined,
      alias: undefined,
    });
    const account = await connection.account();
    assert.equal(account.target.connection, 'emulator');
    for await (const _page of account.functions.list()) break;
    while (heard.at(-1) !== 'known emulator' || connection.known().accountId === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.equal(connection.known().accountId, bench.endpoint.accountId);
    assert.equal(heard.at(-1), 'known emulator');
    stop();
    await connections.select('local');
    assert.equal(heard.at(-1), 'known emulator');
  });

  test('the same account object serves until the definition changes', async () => {
    const { connections } = opened.connections;
    await add();
    await connections.select('emulator');
    const first = await connections.connection.account();
    assert.equal(await connections.connection.account(), first);
    await connections.select('local');
    await connections.select('emulator');
    assert.equal(await connections.connection.account(), first);
    await connections.changeRegion('us-west-2');
    const second = await connections.connection.account();
    assert.notEqual(second, first);
    assert.equal(second.target.region, 'us-west-2');
    await connections.changeRegion(undefined);
    assert.equal((await connections.connection.account()).target.region, 'us-east-1');
  });

  test('the account stays known as long as nobody else can be asking', async () => {
    const { connections } = opened.connections;
    const { connection } = connections;
    await add();
    await connections.select('emulator');
    await (await connection.account()).identity();
    await connection.account();
    const { accountId } = bench.endpoint;
    assert.equal(connection.known().accountId, accountId);
    await connections.changeRegion('us-west-2');
    assert.deepEqual(connection.known(), { region: 'us-west-2', accountId, alias: undefined });
    const { accessKeyId, secretAccessKey } = bench.endpoint;
    const secrets = { accessKeyId, secretAccessKey };
    await connections.save(emulator({ protected: true }), { secrets });
    assert.equal(connection.known().accountId, accountId);
    await connections.save(emulator(), { secrets: { ...secrets, secretAccessKey: 'another' } });
    assert.equal(connection.known().accountId, undefined);
    await connections.save(emulator(), { secrets });
    await connection.account();
    await connections.save(emulator({ endpoint: { url: 'http://localhost:1' } }));
    assert.equal(connection.known().accountId, undefined);
  });

  test('secrets are in the secret storage and nowhere in the settings; they go with their connection', async () => {
    const { connections, stored } = opened.connections;
    await add();
    const { secretAccessKey } = bench.endpoint;
    assert.ok([...stored.values()].join().includes(secretAccessKey));
    assert.deepEqual(opened.connections.setting, [emulator()]);
    await connections.save(emulator({ name: 'renamed' }), { replaces: 'emulator' });
    assert.deepEqual([...stored.keys()], ['connection:renamed']);
    assert.equal((await connections.secrets('renamed')).secretAccessKey, secretAccessKey);
    await connections.remove('renamed');
    assert.equal(stored.size, 0);
    assert.deepEqual(opened.connections.setting, []);
  });

  test('a rename takes the selection along; a removal ends it', async () => {
    const { connections } = opened.connections;
    await add();
    await connections.select('emulator');
    await connections.save(emulator({ name: 'renamed' }), { replaces: 'emulator' });
    assert.equal(connections.connection.name, 'renamed');
    await connections.connection.account();
    await connections.remove('renamed');
    assert.equal(connections.connection.name, 'local');
  });

  test('what is wrong in the setting is told and kept, what is right works', async () => {
    const broken = { name: 'broken', credentials: { kind: 'psychic' } };
    opened.connections.setting = [broken, emulator()];
    const { connections } = opened.connections;
    assert.deepEqual(
      connections.list().map(({ name }) => name),
      ['local', 'emulator'],
    );
    assert.match(connections.faults().join(), /^The connection broken has no known kind/);
    await connections.save(emulator({ region: 'eu-west-3' }));
    assert.deepEqual(opened.connections.setting, [broken, emulator({ region: 'eu-west-3' })]);
  });

  test('a setting that is no list is left alone', async () => {
    opened.connections.setting = { emulator: {} };
    const secrets = { accessKeyId: 'test', secretAccessKey: 'test' };
    const saving = opened.connections.connections.save(emulator(), { secrets });
    await assert.rejects(saving, /is not a list, so nothing was changed/);
    assert.deepEqual(opened.connections.setting, { emulator: {} });
    assert.equal(opened.connections.stored.size, 0);
  });

  test('a selected connection that is not defined is never replaced by another one', async () => {
    opened.connections.preset = 'production';
    const { connection } = opened.connections.connections;
    assert.equal(connection.name, 'production');
    assert.equal(connection.kind, 'missing');
    await assert.rejects(connection.account(), (error) => {
      assert.ok(isUserError(error));
      assert.match(error.message, /^The connection production, .* is not among your connections/);
      assert.equal(error.fix?.command, 'lambdaBench.selectConnection');
      return true;
    });
  });

  test('the newer of the choice here and the setting wins', async () => {
    const { connections } = opened.connections;
    await add();
    await add({ name: 'second' });
    opened.connections.preset = 'emulator';
    assert.equal(connections.connection.name, 'emulator');
    await connections.select('local');
    assert.equal(connections.connection.name, 'local');
    opened.connections.preset = 'second';
    assert.equal(connections.connection.name, 'second');
    opened.connections.preset = 'emulator';
    assert.equal(connections.connection.name, 'local', 'as it was chosen over this setting');
  });

  test('without trust nothing is opened, the local account neither', async () => {
    const { connections } = opened.connections;
    await add();
    opened.connections.trusted = false;
    for (const name of ['local', 'emulator']) {
      await connections.select(name);
      await assert.rejects(connections.connection.account(), (error) => {
        assert.ok(isUserError(error));
        assert.match(error.message, /^This workspace is not trusted/);
        assert.equal(error.fix?.command, 'workbench.trust.manage');
        return true;
      });
    }
    await assert.rejects(connections.profiles(), /not trusted/);
  });
});
