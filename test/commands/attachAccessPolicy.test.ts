import assert from 'node:assert/strict';
import type { RoleSummary } from '../../src/aws/role.ts';
import { attachAccessPolicy } from '../../src/commands/attachAccessPolicy.ts';
import { isCancelled, isUserError } from '../../src/errors.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { agree, choose, chooseMany, dismiss, goBack } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('attaching an access policy', () => {
  let bench: TestBench;
  let opened: TestApp;
  let owner: RoleSummary;

  suiteSetup(async () => {
    bench = await startTestBench();
    owner = await bench.account.roles.create({ name: 'owner', description: '' });
    for (const name of ['orders', 'stock']) {
      await bench.account.functions.create(nodeFunction(name, owner.arn));
    }
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });
  const makeRole = (name: string) => bench.account.roles.create({ name, description: '' });
  const inlineOf = async (name: string) => (await bench.account.roles.policies(name)).inline;

  test('the narrow policy is for the functions that are chosen, one at least', async () => {
    const role = await makeRole('narrow');
    opened.prompts.expect(
      choose(/may do in Lambda/, 'Invoke chosen functions'),
      chooseMany(/may be invoked/, [], { refused: /at least one/ }),
      chooseMany(/may be invoked/, ['stock']),
    );
    await attachAccessPolicy(opened.app, { kind: 'role', role });
    assert.deepEqual(await inlineOf('narrow'), ['LambdaBenchAccess']);
    assert.match(opened.shown.messages[0]?.text ?? '', /narrow.*it may invoke stock\./);
    assert.deepEqual(opened.shown.revealed.roles, ['narrow']);
  });

  test('the broad policy is called broad, and the role is asked for where it is not known', async () => {
    await makeRole('wide');
    opened.prompts.expect(
      choose(/Role that gets/, 'wide'),
      choose(/may do in Lambda/, 'Invoke chosen functions'),
      goBack(/may be invoked/),
      choose(/may do in Lambda/, /lambda:\*/, { shows: /broad.*every function of the account/s }),
    );
    await attachAccessPolicy(opened.app);
    assert.deepEqual(await inlineOf('wide'), ['LambdaBenchAccess']);
    assert.match(opened.shown.messages[0]?.text ?? '', /which is broad/);
  });

  test('a policy that is there already is replaced only after a question', async () => {
    const answers = { role: 'twice', access: 'broad' };
    await makeRole('twice');
    await attachAccessPolicy(opened.app, answers);
    opened.prompts.expect(dismiss(/Replace the inline policy LambdaBenchAccess of role twice/));
    await assert.rejects(attachAccessPolicy(opened.app, answers), isCancelled);
    assert.equal(opened.shown.messages.length, 1);
    opened.prompts.expect(agree(/Replace/, /is lost/));
    await attachAccessPolicy(opened.app, { role: 'twice', functions: ['orders', 'stock'] });
    assert.match(opened.shown.messages[1]?.text ?? '', /may invoke orders, stock/);
    await attachAccessPolicy(opened.app, { ...answers, replace: true });
    assert.equal(opened.shown.messages.length, 3);
  });

  for (const [what, answers, expected] of [
    ['a role that is not there', { role: 'nobody', access: 'broad' }, /nobody does not exist/],
    ['a function that is not there', { role: 'owner', functions: ['no'] }, /no does not exist/],
    ['no function at all', { role: 'owner', functions: [] }, /at least one function/],
    ['another breadth', { role: 'owner', access: 'some' }, /"access"/],
    ['functions that are no list', { role: 'owner', functions: 'orders' }, /"functions"/],
  ] as const) {
    test(`${what} as an answer in advance is refused with the reason`, async () => {
      await assert.rejects(attachAccessPolicy(opened.app, answers), (error) => {
        assert(isUserError(error));
        assert.match(error.message, expected);
        return true;
      });
      assert.deepEqual(await inlineOf('owner'), []);
    });
  }

  test('a cancel leaves the role as it was', async () => {
    await makeRole('untouched');
    opened.progress.cancelAt(/Attaching/);
    const result = attachAccessPolicy(opened.app, { role: 'untouched', access: 'broad' });
    await assert.rejects(result, isCancelled);
    assert.deepEqual(await inlineOf('untouched'), []);
    assert.deepEqual(opened.shown.messages, []);
  });
});
