import assert from 'node:assert/strict';
import { deleteFunction } from '../../src/commands/deleteFunction.ts';
import { recallSource, rememberSource } from '../../src/commands/flows/sources.ts';
import { isCancelled, isUserError } from '../../src/errors.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { agree, choose, dismiss } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('deleting a function', () => {
  let bench: TestBench;
  let opened: TestApp;
  let roleArn = '';

  suiteSetup(async () => {
    bench = await startTestBench();
    roleArn = (await bench.account.roles.create({ name: 'runner', description: '' })).arn;
    await make('present');
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });
  const make = (name: string) => bench.account.functions.create(nodeFunction(name, roleArn));

  test('the question says what goes and what stays; then it is gone and its source forgotten', async () => {
    const { app } = opened;
    const { target } = bench.account;
    const source = { path: '/w/x.mjs', include: [], leftOut: [], fingerprint: 'f', sha256: 's' };
    await rememberSource(app.state, target, 'leaver', source);
    opened.prompts.expect(
      agree(
        'Delete function leaver from local · us-east-1?',
        /versions.*What stays: its role runner/,
      ),
    );
    await deleteFunction(app, { kind: 'function', function: await make('leaver') });
    assert.equal(await bench.account.functions.find('leaver'), undefined);
    assert.equal(recallSource(app.state, target, 'leaver'), undefined);
    assert.deepEqual(opened.shown.revealed.functions, [undefined]);
  });

  test('without a target it is asked for, and dismissing the question keeps it', async () => {
    await make('stayer');
    opened.prompts.expect(choose('Function to delete', 'stayer'), dismiss(/stayer/));
    await assert.rejects(deleteFunction(opened.app), isCancelled);
    assert.notEqual(await bench.account.functions.find('stayer'), undefined);
  });

  test('a function that does not exist is said not to, and the view can be refreshed', async () => {
    await assert.rejects(deleteFunction(opened.app, { name: 'nobody' }), (error) => {
      assert(isUserError(error));
      assert.match(error.message, /nobody does not exist in local · us-east-1/);
      assert.equal(error.fix?.command, 'lambdaBench.refreshFunctions');
      return true;
    });
  });

  for (const target of [
    { kind: 'function' },
    { kind: 'function', function: { name: 1 } },
    'x',
    7,
  ]) {
    test(`a target like ${JSON.stringify(target)} is as good as none`, async () => {
      opened.prompts.expect(dismiss('Function to delete'));
      await assert.rejects(deleteFunction(opened.app, target), isCancelled);
    });
  }
});
