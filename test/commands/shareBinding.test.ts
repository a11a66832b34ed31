import assert from 'node:assert/strict';
import { join } from 'node:path';
import { shareBinding } from '../../src/commands/shareBinding.ts';
import { isUserError } from '../../src/errors.ts';
import { bindingsKey } from '../../src/payload/fileBinding.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('remembering a binding in the settings of the workspace', () => {
  let bench: TestBench;
  let opened: TestApp;

  suiteSetup(async () => {
    bench = await startTestBench();
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  test('what was remembered goes over to the settings', async () => {
    const payload = await opened.write('events/a.json', '{}');
    const binding = { functionName: 'orders', qualifier: 'live' };
    await opened.app.state.set(bindingsKey, { [opened.folder]: { 'events/a.json': binding } });
    await shareBinding(opened.app, { payload });
    assert.deepEqual(opened.app.settings(payload).payloads, { 'events/a.json': 'orders:live' });
    assert.deepEqual(opened.app.state.get(bindingsKey), { [opened.folder]: {} });
    assert.match(opened.shown.messages[0]?.text ?? '', /events\/a\.json is for orders:live/);
  });

  test('a file without a function is not written, and one can be chosen', async () => {
    const payload = await opened.write('b.json', '{}');
    await assert.rejects(shareBinding(opened.app, { payload }), (error) => {
      assert.ok(isUserError(error));
      assert.match(error.message, /no function for b\.json yet/);
      assert.deepEqual(error.fix?.arguments, [{ payload }]);
      return true;
    });
    assert.deepEqual(opened.app.settings(payload).payloads, {});
  });

  test('a file outside of the workspace cannot be named by its settings', async () => {
    const payload = join(opened.folder, '..', 'elsewhere.json');
    await assert.rejects(shareBinding(opened.app, { payload }), /in no folder of this workspace/);
  });
});
