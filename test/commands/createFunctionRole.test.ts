import assert from 'node:assert/strict';
import { createFunction } from '../../src/commands/createFunction.ts';
import { isCancelled, isUserError } from '../../src/errors.ts';
import { choose, chooseMany, dismiss, goBack, keep, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('the role of a new function, with what the function needs', () => {
  let bench: TestBench;
  let opened: TestApp;

  suiteSetup(async () => {
    bench = await startTestBench();
    await bench.account.roles.create({ name: 'runner', description: '' });
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  /** All answers but those about the role. */
  async function answers(name: string) {
    const path = await opened.write(
      'index.mjs',
      'export const handler = async (event) => event;\n',
    );
    const source = { path, name, description: '', handler: 'index.handler' };
    return { ...source, runtime: 'nodejs24.x', memory: 128, timeout: 3 };
  }
  const byNeeds = choose('Execution role', /^Create one with what the function needs/, {
    shows: /The policy is shown first/,
  });
  const review = /^The policy stands in the editor/;

  test('is asked for as for a role alone, and the policy is shown before anything is made', async () => {
    const name = 'reader';
    opened.prompts.expect(
      byNeeds,
      keep('Name of the execution role', 'reader-role'),
      keep(/Managed policies/, ['AWSLambdaBasicExecutionRole']),
      chooseMany('Services that the function needs', ['S3']),
      choose('How does it use S3?', 'It reads'),
      type(/^What of S3/, 'arn:aws:s3:::photos/*'),
      choose(review, 'Use this policy'),
    );
    await createFunction(opened.app, await answers(name));
    const policies = await bench.account.roles.policies('reader-role');
    assert.deepEqual(policies.inline, ['reader-role-needs']);
    assert.equal(policies.attached.length, 1);
    const [draft] = opened.shown.drafts;
    assert.match(draft?.text ?? '', /"arn:aws:s3:::photos\/\*"/);
    assert.equal(
      await bench.account.policies.inline('reader-role', 'reader-role-needs'),
      draft?.text,
    );
    assert.match((await bench.account.functions.find(name))?.role ?? '', /:role\/reader-role$/);
  });

  test('is not made when the policy is not taken; Back returns to the questions and to other roles', async () => {
    opened.prompts.expect(
      byNeeds,
      keep('Name of the execution role'),
      keep(/Managed policies/),
      chooseMany('Services that the function needs', ['X-Ray']),
      goBack(review),
      chooseMany('Services that the function needs', ['VPC']),
      dismiss(review),
    );
    await assert.rejects(createFunction(opened.app, await answers('halted')), isCancelled);
    assert.deepEqual(
      opened.shown.drafts.map(({ isOpen }) => isOpen),
      [false, false],
    );
    assert.equal(await bench.account.roles.find('halted-role'), undefined);
    opened.prompts.expect(
      byNeeds,
      keep('Name of the execution role'),
      keep(/Managed policies/),
      goBack('Services that the function needs'),
      goBack(/Managed policies/),
      goBack('Name of the execution role'),
      choose('Execution role', 'runner'),
    );
    await createFunction(opened.app, await answers('halted'));
    assert.match((await bench.account.functions.find('halted'))?.role ?? '', /:role\/runner$/);
  });

  test('goes again with its policy when the function cannot be created', async () => {
    opened.prompts.expect(
      byNeeds,
      keep('Name of the execution role', 'refused-role'),
      chooseMany(/Managed policies/, []),
      chooseMany('Services that the function needs', ['X-Ray']),
      choose(review, 'Use this policy'),
    );
    const refused = { ...(await answers('refused')), runtime: 'nodejs99.x' };
    await assert.rejects(createFunction(opened.app, refused), (error) => {
      assert(isUserError(error));
      assert.match(error.message, /Function refused was not created\..*nodejs99\.x/s);
      assert.match(error.message, /Removed again: role refused-role\./);
      return true;
    });
    assert.ok(
      opened.progress.lines.some((line) => line.includes('inline policy refused-role-needs')),
    );
    assert.equal(await bench.account.roles.find('refused-role'), undefined);
  });
});
