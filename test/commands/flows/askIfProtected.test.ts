import assert from 'node:assert/strict';
import type { App } from '../../../src/app.ts';
import { dryRunPayload } from '../../../src/commands/dryRunPayload.ts';
import { invokePayload } from '../../../src/commands/invokePayload.ts';
import { queuePayload } from '../../../src/commands/queuePayload.ts';
import { isCancelled } from '../../../src/errors.ts';
import { nodeFunction } from '../../support/nodeFunction.ts';
import { agree, dismiss } from '../../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../../support/testApp.ts';

suite('a protected connection', () => {
  let bench: TestBench;
  let opened: TestApp;
  let app: App;
  suiteSetup(async () => {
    bench = await startTestBench();
    const { arn } = await bench.account.roles.create({ name: 'runs', description: '' });
    await bench.account.functions.create(nodeFunction('echo', arn));
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
    app = { ...opened.app, connection: { ...opened.app.connection, protected: true } };
  });
  teardown(() => opened.finish());

  const target = { payload: null, functionName: 'echo' };

  test('asks each time, and says what would run and where', async () => {
    const question =
      'The connection local is protected. This will invoke echo in 000000000000 · us-east-1.';
    opened.prompts.expect(agree(question), agree(question));
    await invokePayload(app, target);
    await invokePayload(app, target);
    assert.equal(opened.shown.results.length, 2);
  });

  test('sends nothing when the person does not agree', async () => {
    opened.prompts.expect(dismiss(/This will queue an event for echo/));
    await assert.rejects(queuePayload(app, target), isCancelled);
    assert.equal(opened.shown.results.length, 0);
  });

  test('does not ask for a dry run', async () => {
    await dryRunPayload(app, target);
    assert.equal(opened.shown.results.length, 1);
  });
});
