import assert from 'node:assert/strict';
import { recallSource, rememberSource } from '../../src/commands/flows/sources.ts';
import { resetLocalAccount } from '../../src/commands/resetLocalAccount.ts';
import { agree, dismiss } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestBench } from '../support/testApp.ts';

suite('emptying the local account', () => {
  let bench: TestBench;

  suiteSetup(async () => {
    bench = await startTestBench();
  });
  suiteTeardown(() => bench.close());

  /** As the extension's own connection does it. */
  async function reset(): Promise<void> {
    const { endpoint, secretAccessKey } = bench.endpoint;
    const { status } = await fetch(new URL('/.lambda-bench/reset', endpoint), {
      method: 'POST',
      headers: { authorization: `Bearer ${secretAccessKey}` },
    });
    assert.equal(status, 204);
  }

  test('asks first, and forgets what the functions were made from', async () => {
    const opened = await bench.open(dismiss(/Empty the local account/), agree(/Empty the local/));
    const { target } = bench.account;
    const source = { path: '/w', include: [], leftOut: [], fingerprint: '', sha256: '' };
    await rememberSource(opened.app.state, target, 'orders', source);
    await bench.account.roles.create({ name: 'made', description: '' });
    const app = { ...opened.app, local: { ...opened.app.local, reset } };
    await assert.rejects(resetLocalAccount(app), { name: 'Cancelled' });
    assert.ok(await bench.account.roles.find('made'));
    assert.ok(recallSource(opened.app.state, target, 'orders'));
    await resetLocalAccount(app);
    assert.equal(await bench.account.roles.find('made'), undefined);
    assert.equal(recallSource(opened.app.state, target, 'orders'), undefined);
    await opened.finish();
  });
});
