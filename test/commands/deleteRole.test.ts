import assert from 'node:assert/strict';
import { deleteRole } from '../../src/commands/deleteRole.ts';
import { isCancelled, isUserError } from '../../src/errors.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { agree, choose, dismiss } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const basicExecution = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const document =
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}';

suite('deleting an execution role', () => {
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
  const roles = () => bench.account.roles;

  test('the question names the role, its policies and that nothing uses it; then all is gone', async () => {
    const role = await roles().create({ name: 'unused', description: '' });
    await roles().attachPolicy('unused', basicExecution);
    await roles().putInlinePolicy('unused', 'mine', document);
    opened.prompts.expect(
      agree(
        'Delete role unused?',
        /detached \(AWSLambdaBasicExecutionRole\) and .*deleted \(mine\)\. No function/,
      ),
    );
    await deleteRole(opened.app, { kind: 'role', role });
    assert.equal(await roles().find('unused'), undefined);
    assert.deepEqual(opened.shown.revealed.roles, [undefined]);
  });

  test('the question names the functions that still use the role', async () => {
    const role = await roles().create({ name: 'used', description: '' });
    await bench.account.functions.create(nodeFunction('user-of-used', role.arn));
    opened.prompts.expect(dismiss('Delete role used?'));
    await assert.rejects(deleteRole(opened.app, { name: 'used' }), isCancelled);
    assert.notEqual(await roles().find('used'), undefined);
    opened.prompts.expect(agree('Delete role used?', /Still used by user-of-used: invoking fails/));
    await deleteRole(opened.app, { name: 'used' });
    assert.equal(await roles().find('used'), undefined);
  });

  test('without a target the role is asked for', async () => {
    await roles().create({ name: 'picked', description: '' });
    opened.prompts.expect(choose('Role to delete', 'picked'), agree('Delete role picked?'));
    await deleteRole(opened.app);
    assert.equal(await roles().find('picked'), undefined);
  });

  test('a role that does not exist is said not to, and the view can be refreshed', async () => {
    await assert.rejects(deleteRole(opened.app, { name: 'nobody' }), (error) => {
      assert(isUserError(error));
      assert.match(error.message, /nobody does not exist/);
      assert.equal(error.fix?.command, 'lambdaBench.refreshRoles');
      return true;
    });
  });

  test('when it fails half way the message tells what was done', async () => {
    const role = await roles().create({ name: 'raced', description: '' });
    await roles().attachPolicy('raced', basicExecution);
    await roles().putInlinePolicy('raced', 'mine', document);
    // Somebody else is faster: while the person still reads the question.
    opened.prompts.expect(agree('Delete role raced?'));
    const { confirm } = opened.prompts;
    const prompts = {
      ...opened.prompts,
      confirm: async (question: Parameters<typeof confirm>[0]) => {
        await confirm(question);
        await roles().deleteInlinePolicy('raced', 'mine');
      },
    };
    const result = deleteRole({ ...opened.app, prompts }, { kind: 'role', role });
    await assert.rejects(result, (error) => {
      assert(isUserError(error));
      assert.match(error.message, /Role raced was not deleted\./);
      assert.match(error.message, /Done so far: detached AWSLambdaBasicExecutionRole\./);
      return true;
    });
  });

  test('a cancel half way tells what was done', async () => {
    const role = await roles().create({ name: 'halted', description: '' });
    await roles().attachPolicy('halted', basicExecution);
    opened.prompts.expect(agree('Delete role halted?'));
    opened.progress.cancelAt(/detached/);
    await assert.rejects(deleteRole(opened.app, { kind: 'role', role }), isCancelled);
    assert.match(
      opened.shown.messages[0]?.text ?? '',
      /Deleting role halted was cancelled\. Done so far: detached AWSLambdaBasicExecutionRole\./,
    );
    assert.notEqual(await roles().find('halted'), undefined);
  });
});
