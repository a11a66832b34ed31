import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '../../src/aws/connect.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { queuePayload } from '../../src/commands/queuePayload.ts';
import { createRunning } from '../support/nodeFunction.ts';
import { openTestApp, startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const source = `export const handler = async (event) => {
  if (event.fail) throw new RangeError(event.fail);
  return event;
};`;

suite('invocations are kept in the history', () => {
  let bench: TestBench;
  let opened: TestApp;

  suiteSetup(async () => {
    bench = await startTestBench();
    await createRunning(bench.account, 'orders', source);
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  async function kept(app = opened.app) {
    const history = await app.history();
    const ids = (await history.list()).map(({ id }) => id);
    return Promise.all(ids.map((id) => history.whole(id)));
  }

  test('with what was sent, where to, what came and what it took', async () => {
    const sent = ' {"n": 12345678901234567890}\n';
    const path = await opened.write('events/big.json', sent);
    await invokePayload(opened.app, { payload: path, functionName: 'orders' });
    const [whole] = await kept();
    const { target } = bench.account;
    assert.equal(String(whole?.payload), sent);
    assert.equal(
      whole?.outcome.kind === 'answered' && String(whole.outcome.payload),
      '{"n":12345678901234567000}',
    );
    assert.equal(whole?.entry.payloadName, 'events/big.json');
    assert.equal(whole.entry.request.path, path);
    assert.deepEqual(whole.entry.place, {
      ...{ connection: 'local', accountId: target.accountId, region: target.region },
      endpoint: target.endpoint,
    });
    assert.equal(whole.entry.figures?.memory, 128);
    assert.equal(whole.entry.startedAt, opened.shown.results[0]?.startedAt.getTime());
  });

  test('however they end', async () => {
    const failing = await opened.write('fail.json', '{"fail":"out of stock"}');
    await invokePayload(opened.app, { payload: failing, functionName: 'orders' });
    await queuePayload(opened.app, { payload: null, functionName: 'orders' });
    await invokePayload(opened.app, { payload: null, functionName: 'missing' });
    const outcomes = (await kept()).map(({ entry }) => entry.outcome);
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['notInvoked', 'queued', 'answered'],
    );
    assert.equal(outcomes[2]?.kind === 'answered' && outcomes[2].error, 'RangeError: out of stock');
  });

  test('without a credential in any file', async () => {
    const { endpoint, region, accountId, credentials } = bench.account.target;
    const url = new URL(endpoint ?? '');
    url.username = 'somebody';
    url.password = 'open-sesame';
    for (const each of [endpoint, url.href]) {
      const connection = 'local';
      const account = connect({ connection, endpoint: each, region, accountId, credentials });
      const other = await openTestApp(account, []);
      await invokePayload(other.app, { payload: null, functionName: 'orders' });
      const folder = join(other.historyFolder, 'entries');
      const files = await readdir(folder);
      assert.equal(files.length, 1);
      for (const file of files) {
        const text = await readFile(join(folder, file), 'latin1');
        for (const secret of [
          bench.endpoint.accessKeyId,
          bench.endpoint.secretAccessKey,
          'open-sesame',
        ]) {
          assert.ok(!text.includes(secret), `${secret} in ${text}`);
        }
      }
      await other.finish();
    }
  });

  test('not those of a connection that keeps none, nor any when the setting is off', async () => {
    const { app } = opened;
    const silent = { ...app, connection: { ...app.connection, keepsHistory: false } };
    const off = { ...app, settings: () => ({ ...app.settings(), keepHistory: false }) };
    for (const each of [silent, off]) {
      await invokePayload(each, { payload: null, functionName: 'orders' });
    }
    assert.equal(opened.shown.results.length, 2);
    assert.deepEqual(await kept(), []);
  });
});
