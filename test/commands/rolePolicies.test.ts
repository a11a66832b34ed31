import assert from 'node:assert/strict';
import { CreatePolicyCommand, PutRolePermissionsBoundaryCommand } from '@aws-sdk/client-iam';
import type { Row } from '../../src/app/row.ts';
import { connect } from '../../src/aws/connect.ts';
import type { RoleSummary } from '../../src/aws/role.ts';
import { allowAction } from '../../src/commands/allowAction.ts';
import { attachPolicy } from '../../src/commands/attachPolicy.ts';
import { deleteInlinePolicy } from '../../src/commands/deleteInlinePolicy.ts';
import { detachPolicy } from '../../src/commands/detachPolicy.ts';
import { simulateRole } from '../../src/commands/simulateRole.ts';
import { isCancelled, isUserError } from '../../src/errors.ts';
import { localClients } from '../support/localClients.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { startRefusingEndpoint } from '../support/refusingEndpoint.ts';
import { rowsBelow, seen } from '../support/rowsBelow.ts';
import {
  agree,
  choose,
  chooseMany,
  dismiss,
  goBack,
  keep,
  type,
} from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const basicExecution = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const document = (Effect: 'Allow' | 'Deny', Action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource: '*' }] });

suite('the policies of a role', () => {
  let bench: TestBench;
  let opened: TestApp;
  let count = 0;
  let role: RoleSummary;
  let ours: string;

  suiteSetup(async () => {
    bench = await startTestBench();
    const { iam } = localClients(bench.endpoint);
    const policy = { PolicyName: 'ours', PolicyDocument: document('Allow', 's3:GetObject') };
    ours = (await iam.send(new CreatePolicyCommand(policy))).Policy?.Arn ?? '';
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
    role = await bench.account.roles.create({ name: `r${++count}`, description: '' });
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  const below = (row: Row) => rowsBelow(opened, row);
  const seenBelow = async (row: Row) => seen(await below(row));
  const row = (): Row => ({ kind: 'role', role });
  const policies = () => bench.account.roles.policies(role.name);

  test('stand below it, with who trusts it, its last use and its users', async () => {
    assert.deepEqual(await seenBelow(row()), [
      'Trust policy: lambda.amazonaws.com',
      'No policies: functions with this role may do nothing',
      'Last used: not known',
      'Used by',
    ]);
    const users: Row = { kind: 'roleUsers', role };
    assert.deepEqual(await seenBelow(users), ['None: no function in us-east-1']);
    await bench.account.functions.create(nodeFunction(`of-${role.name}`, role.arn));
    assert.deepEqual(await seenBelow(users), [`of-${role.name}`]);
    await bench.account.roles.attachPolicy(role.name, basicExecution);
    await bench.account.roles.attachPolicy(role.name, ours);
    await bench.account.roles.putInlinePolicy(role.name, 'mine', document('Allow', 's3:*'));
    const { iam } = localClients(bench.endpoint);
    await iam.send(
      new PutRolePermissionsBoundaryCommand({ RoleName: role.name, PermissionsBoundary: ours }),
    );
    assert.deepEqual(await seenBelow(row()), [
      'Trust policy: lambda.amazonaws.com',
      'AWSLambdaBasicExecutionRole: managed by AWS',
      'ours: managed by the account',
      'mine: inline',
      'Bounded by: ours',
      'Last used: not known',
      'Used by',
    ]);
  });

  test('are attached, the account’s own first, those that are there left out', async () => {
    await bench.account.roles.attachPolicy(role.name, basicExecution);
    opened.prompts.expect(
      chooseMany(/^Managed policies to attach/, [], { refused: /at least one/ }),
      chooseMany(/^Managed policies to attach/, ['ours']),
    );
    await attachPolicy(opened.app, row());
    assert.deepEqual(
      (await policies()).attached.map(({ name }) => name),
      ['AWSLambdaBasicExecutionRole', 'ours'],
    );
    assert.deepEqual(opened.shown.refreshed, [row()]);
    await assert.rejects(
      attachPolicy(opened.app, { name: role.name, policies: ['ours'] }),
      (error) => isUserError(error) && /"policies".*no ARN of a policy/.test(error.message),
    );
  });

  test('are detached after a question; a cancel, and one that is gone, change nothing', async () => {
    await assert.rejects(
      detachPolicy(opened.app, row()),
      (error) => isUserError(error) && /No managed policy is attached/.test(error.message),
    );
    await bench.account.roles.attachPolicy(role.name, ours);
    const attached = (await below(row())).find(({ kind }) => kind === 'attachedPolicy');
    opened.prompts.expect(dismiss(`Detach ours from role ${role.name}?`));
    await assert.rejects(detachPolicy(opened.app, attached), isCancelled);
    assert.equal((await policies()).attached.length, 1);
    opened.prompts.expect(
      choose(/^Policy to detach/, 'ours'),
      agree(/^Detach ours/, /The policy itself stays/),
    );
    await detachPolicy(opened.app, { name: role.name });
    assert.equal((await policies()).attached.length, 0);
    await assert.rejects(
      detachPolicy(opened.app, attached),
      (error) => isUserError(error) && /not attached to role .* any more/.test(error.message),
    );
  });

  test('are deleted, where they are inline, after a question', async () => {
    await assert.rejects(
      deleteInlinePolicy(opened.app, row()),
      (error) => isUserError(error) && /has no inline policy/.test(error.message),
    );
    await bench.account.roles.putInlinePolicy(role.name, 'mine', document('Allow', 's3:*'));
    const mine: Row = { kind: 'inlinePolicy', role, name: 'mine' };
    opened.prompts.expect(dismiss(`Delete inline policy mine of role ${role.name}?`));
    await assert.rejects(deleteInlinePolicy(opened.app, mine), isCancelled);
    assert.deepEqual((await policies()).inline, ['mine']);
    opened.prompts.expect(
      choose(/to delete$/, 'mine'),
      agree(/^Delete inline policy mine/, /cannot be brought back/),
    );
    await deleteInlinePolicy(opened.app, { name: role.name });
    assert.deepEqual((await policies()).inline, []);
    await assert.rejects(
      deleteInlinePolicy(opened.app, mine),
      (error) => isUserError(error) && /no inline policy mine any more/.test(error.message),
    );
  });

  test('answer whether the role may do something, and what allows or denies it', async () => {
    await bench.account.roles.putInlinePolicy(role.name, 'mine', document('Allow', 's3:Get*'));
    await bench.account.roles.putInlinePolicy(
      role.name,
      'not',
      document('Deny', 's3:GetObjectAcl'),
    );
    opened.prompts.expect(
      type(/^May This Role.*: actions/, 'GetObject', { refused: /GetObject is no action/ }),
      type(/^May This Role.*: actions/, '', { refused: /at least one action/ }),
      type(/^May This Role.*: actions/, 's3:GetObject'),
      goBack(/^On which resources/),
      keep(/^May This Role.*: actions/, 's3:GetObject'),
      type(/^On which resources/, 'photos', { refused: /photos is no ARN/ }),
      type(/^On which resources/, 'arn:aws:s3:::photos/cat.jpg'),
    );
    await simulateRole(opened.app, row());
    assert.match(
      opened.shown.messages[0]?.text ?? '',
      /^Role r\d+ may s3:GetObject on arn:aws:s3:::photos\/cat\.jpg \(.*mine\)\.$/,
    );
    const actions = ['s3:GetObjectAcl', 's3:PutObject'];
    await simulateRole(opened.app, { name: role.name, actions, resources: ['*'] });
    const [warning] = opened.shown.warnings;
    assert.match(
      warning?.text ?? '',
      /may not s3:GetObjectAcl on \*: it is denied \(.*not\); may not s3:PutObject on \*: nothing allows it\.$/,
    );
    assert.deepEqual(warning?.fixes, [
      {
        title: 'Allow It…',
        command: 'lambdaBench.allowAction',
        arguments: [{ name: role.name, actions: ['s3:PutObject'], resources: ['*'] }],
      },
    ]);
  });

  test('are read here where the endpoint cannot simulate', async () => {
    await bench.account.roles.attachPolicy(role.name, ours);
    await bench.account.roles.putInlinePolicy(role.name, 'not', document('Deny', 's3:put*'));
    const refusing = await startRefusingEndpoint();
    const elsewhere = connect({ ...bench.account.target, endpoint: refusing.endpoint });
    const { simulate } = elsewhere.policies;
    const account = { ...bench.account, policies: { ...bench.account.policies, simulate } };
    const connection = { ...opened.app.connection, account: async () => account };
    const actions = ['s3:GetObject', 's3:PutObject', 's3:ListBucket'];
    try {
      await simulateRole(
        { ...opened.app, connection },
        { name: role.name, actions, resources: ['arn:aws:s3:::b'] },
      );
    } finally {
      await refusing.close();
    }
    assert.match(
      opened.shown.warnings[0]?.text ?? '',
      /may s3:GetObject on .* \(ours\); may not s3:PutObject on .*denied \(not\); may not s3:ListBucket on .*nothing allows it\. By its policies as they are written/,
    );
  });

  test('get an action in an inline policy that is shown first, and a cancel changes nothing', async () => {
    const allowed = () => bench.account.policies.inline(role.name, 'LambdaBenchAllowed');
    const target = {
      name: role.name,
      actions: ['s3:GetObject'],
      resources: ['arn:aws:s3:::photos/*'],
    };
    opened.prompts.expect(dismiss(`Allow role ${role.name} s3:GetObject?`));
    await assert.rejects(allowAction(opened.app, target), isCancelled);
    assert.equal(await allowed(), undefined);
    opened.prompts.expect(agree(/^Allow role/, /On arn:aws:s3:::photos\/\*, in its inline policy/));
    await allowAction(opened.app, target);
    const [, difference] = opened.shown.differences;
    assert.equal(difference?.left.content.length, 0);
    assert.equal(new TextDecoder().decode(difference?.right.content), await allowed());
    assert.deepEqual(opened.shown.revealed.roles, [role.name]);
  });

  test('lose nobody’s change: an allowance is not put over one that came meanwhile', async () => {
    opened.prompts.expect(agree(/^Allow role/));
    const { confirm } = opened.prompts;
    const theirs = document('Allow', 'sns:Publish');
    const prompts = {
      ...opened.prompts,
      confirm: async (question: Parameters<typeof confirm>[0]) => {
        await confirm(question);
        await bench.account.roles.putInlinePolicy(role.name, 'LambdaBenchAllowed', theirs);
      },
    };
    const target = { name: role.name, actions: ['s3:GetObject'], resources: ['*'] };
    await assert.rejects(
      allowAction({ ...opened.app, prompts }, target),
      (error) => isUserError(error) && /somebody else has changed/.test(error.message),
    );
    assert.equal(await bench.account.policies.inline(role.name, 'LambdaBenchAllowed'), theirs);
  });

  for (const [what, answers, expected] of [
    ['actions', { actions: ['x'] }, /"actions".*no action/],
    ['no actions', { actions: [] }, /"actions".*at least one/],
    ['resources', { actions: ['s3:*'], resources: ['x'] }, /"resources".*no ARN/],
    ['text for a list', { actions: 's3:*' }, /"actions".*list of texts/],
  ] as const) {
    test(`${what} that are answered in advance are checked as typed ones are`, async () => {
      for (const command of [allowAction, simulateRole]) {
        await assert.rejects(
          command(opened.app, { name: role.name, ...answers }),
          (error) => isUserError(error) && expected.test(error.message),
        );
      }
    });
  }
});
