import assert from 'node:assert/strict';
import { addInlinePolicy } from '../../src/commands/addInlinePolicy.ts';
import { createRole } from '../../src/commands/createRole.ts';
import { isCancelled } from '../../src/errors.ts';
import { choose, chooseMany, dismiss, goBack, keep, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('the least that a function needs, as an inline policy', () => {
  let bench: TestBench;
  let opened: TestApp;
  let count = 0;

  suiteSetup(async () => {
    bench = await startTestBench();
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
    count += 1;
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });
  const inline = (role: string, name: string) => bench.account.policies.inline(role, name);

  const startRole = (name: string) => [
    type(/Name/, name),
    keep(/Description/),
    keep(/Managed policies/),
    choose(/Inline policy/, /^Least privilege/),
  ];

  test('is asked service by service, shown before the role is made, and put on it', async () => {
    const name = `made${count}`;
    opened.prompts.expect(
      ...startRole(name),
      chooseMany('Services that the function needs', [], { refused: /at least one/ }),
      chooseMany('Services that the function needs', ['SQS', 'S3', 'X-Ray', 'Another function']),
      choose('How does it use S3?', 'It reads', { shows: /s3:GetObject, s3:ListBucket/ }),
      type(/^What of S3/, 'photos', { refused: /photos is no ARN of S3/ }),
      type(/^What of S3/, 'arn:aws:s3:::photos'),
      choose('How does it use SQS?', 'It writes'),
      keep(/^What of SQS/, 'arn:aws:sqs:us-east-1:000000000000:my-queue'),
      keep(/^What of Another function/),
      choose(/^The policy stands in the editor/, 'Use this policy'),
    );
    await createRole(opened.app);
    const [draft] = opened.shown.drafts;
    assert.equal(draft?.name, `${name}-needs.json`);
    assert.equal(draft.isOpen, false);
    assert.equal(await inline(name, `${name}-needs`), draft.text);
    const { Statement } = JSON.parse(draft.text);
    assert.deepEqual(
      Statement.map(({ Action, Resource }: { Action: unknown; Resource: unknown }) => [
        Action,
        Resource,
      ]),
      [
        ['s3:GetObject', 'arn:aws:s3:::photos/*'],
        ['s3:ListBucket', 'arn:aws:s3:::photos'],
        ['sqs:SendMessage', 'arn:aws:sqs:us-east-1:000000000000:my-queue'],
        [
          'lambda:InvokeFunction',
          [
            'arn:aws:lambda:us-east-1:000000000000:function:my-function',
            'arn:aws:lambda:us-east-1:000000000000:function:my-function:*',
          ],
        ],
        [['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'],
      ],
    );
  });

  test('can be changed before it is used, and says what is wrong with it', async () => {
    const name = `edited${count}`;
    opened.prompts.expect(
      ...startRole(name),
      chooseMany('Services that the function needs', ['X-Ray']),
      choose(/^The policy stands in the editor/, 'Use this policy'),
      choose(/needs an Effect/, 'Use this policy'),
    );
    const { draft } = opened.app.show;
    let asked = 0;
    const good = (text: string) => text.replace('xray:PutTelemetryRecords', 'xray:Put*');
    // As a person types between two looks: first something wrong, then something right.
    const show = {
      ...opened.app.show,
      draft: async (...[file, text, problems]: Parameters<typeof draft>) => {
        const real = await draft(file, text, problems);
        assert.equal(problems(text.replace('Allow', 'allow')).length, 1);
        return {
          ...real,
          text: () => (asked++ === 0 ? text.replace('Allow', 'allow') : good(text)),
        };
      },
    };
    await createRole({ ...opened.app, show });
    assert.match((await inline(name, `${name}-needs`)) ?? '', /xray:Put\*/);
  });

  test('leaves nothing when it is given up, the editor included; Back returns to the questions', async () => {
    const name = `given-up${count}`;
    opened.prompts.expect(
      ...startRole(name),
      chooseMany('Services that the function needs', ['SNS']),
      keep(/^What of SNS/),
      goBack(/^The policy stands/),
      type(/^What of SNS/, '*'),
      dismiss(/^The policy stands/),
    );
    await assert.rejects(createRole(opened.app), isCancelled);
    assert.equal(await bench.account.roles.find(name), undefined);
    assert.deepEqual(
      opened.shown.drafts.map(({ isOpen }) => isOpen),
      [false, false],
    );
    assert.match(opened.shown.drafts[1]?.text ?? '', /"Resource": "\*"/);
  });

  test('is added to a role that is there, under a name that is free', async () => {
    const name = `there${count}`;
    const role = await bench.account.roles.create({ name, description: '' });
    await bench.account.roles.putInlinePolicy(
      name,
      'taken',
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}',
    );
    opened.prompts.expect(
      chooseMany('Services that the function needs', ['Secrets Manager']),
      choose('How does it use Secrets Manager?', 'It reads and writes'),
      keep(/^What of Secrets Manager/),
      type(/^Name of the inline policy/, 'a b', { refused: /a blank/ }),
      type(/^Name of the inline policy/, 'taken', { refused: /already/ }),
      keep(/^Name of the inline policy/, 'secretsmanager-access'),
      choose(/^The policy stands/, 'Use this policy'),
    );
    await addInlinePolicy(opened.app, { kind: 'role', role });
    assert.match(
      (await inline(name, 'secretsmanager-access')) ?? '',
      /secretsmanager:us-east-1:000000000000:secret:my-secret-\?{6}/,
    );
    assert.deepEqual(opened.shown.refreshed, [{ kind: 'role', role }]);
  });
});
