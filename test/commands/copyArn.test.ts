import assert from 'node:assert/strict';
import { copyArn } from '../../src/commands/copyArn.ts';
import { copyName } from '../../src/commands/copyName.ts';
import { isUserError } from '../../src/errors.ts';
import { choose } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('copying names and ARNs', () => {
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

  test('with nothing to copy from, the way to create something is shown', async () => {
    await assert.rejects(copyArn(opened.app), (error) => {
      assert(isUserError(error));
      assert.match(error.message, /neither a function nor a role in local/);
      assert.equal(error.fix?.command, 'lambdaBench.createFunction');
      return true;
    });
  });

  test('name and ARN of a row go to the clipboard', async () => {
    const role = await bench.account.roles.create({ name: 'runner', description: '' });
    await copyArn(opened.app, { kind: 'role', role });
    assert.equal(opened.copied(), role.arn);
    await copyName(opened.app, { kind: 'role', role });
    assert.equal(opened.copied(), 'runner');
  });

  test('without a row one is asked for', async () => {
    await bench.account.roles.create({ name: 'asked-for', description: '' });
    opened.prompts.expect(choose(/ARN is copied/, 'asked-for', { shows: /arn:aws:iam/ }));
    await copyArn(opened.app);
    assert.match(opened.copied() ?? '', /:role\/asked-for$/);
  });
});
