import assert from 'node:assert/strict';
import { CreateAliasCommand, PublishVersionCommand } from '@aws-sdk/client-lambda';
import type { Row } from '../../src/app/row.ts';
import type { FunctionSummary } from '../../src/aws/lambdaFunction.ts';
import { addPermission } from '../../src/commands/addPermission.ts';
import { removePermission } from '../../src/commands/removePermission.ts';
import { isCancelled, isUserError } from '../../src/errors.ts';
import { localClients } from '../support/localClients.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { rowsBelow, seen } from '../support/rowsBelow.ts';
import { agree, choose, dismiss, goBack, keep, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const bucket = 'arn:aws:s3:::photos';

suite('who may invoke a function', () => {
  let bench: TestBench;
  let opened: TestApp;
  let count = 0;
  let summary: FunctionSummary;

  suiteSetup(async () => {
    bench = await startTestBench();
    await bench.account.roles.create({ name: 'runner', description: '' });
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
    const role = await bench.account.roles.find('runner');
    summary = await bench.account.functions.create(nodeFunction(`f${++count}`, role?.arn ?? ''));
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  const group = (): Row => ({ kind: 'permissions', function: summary });
  const read = (qualifier?: string) =>
    bench.account.permissions.read({ functionName: summary.name, qualifier });
  const below = (row: Row) => rowsBelow(opened, row);
  const seenBelow = async (row: Row) => seen(await below(row));

  test('without a policy it is nobody but the account, which is no error', async () => {
    assert.deepEqual(await seenBelow(group()), ['Nobody but this account']);
    await assert.rejects(
      removePermission(opened.app, group()),
      (error) => isUserError(error) && /no resource policy: nobody but/.test(error.message),
    );
  });

  test('a bucket is let in by name and account, which are proposed and checked', async () => {
    opened.prompts.expect(
      choose('Who may invoke the function?', 'S3', { shows: /s3\.amazonaws\.com/ }),
      type(/^ARN of the bucket/, 'arn:aws:sns:us-east-1:1:x', {
        refused: /no ARN of S3, e\.g\. arn:aws:s3:::my-bucket/,
      }),
      type(/^ARN of the bucket/, bucket),
      type(/^Account that owns the bucket/, '123', { refused: /twelve digits/ }),
      keep(/^Account that owns the bucket/, '000000000000'),
      type(/^Statement id/, 'a b', { refused: /letters, digits/ }),
      keep(/^Statement id/, 's3-photos'),
    );
    await addPermission(opened.app, group());
    assert.deepEqual(await seenBelow(group()), [`S3: of account 000000000000, from ${bucket}`]);
    assert.deepEqual(opened.shown.refreshed, [group()]);
    assert.match(
      opened.shown.messages[0]?.text ?? '',
      /may be invoked by S3: permission s3-photos/,
    );
  });

  test('what is left open is said before it is done, and a cancel changes nothing', async () => {
    for (const [answers, open] of [
      [
        { invoker: 's3', sourceArn: '', sourceAccount: '' },
        /S3 may invoke .* on behalf of any account/,
      ],
      [
        { invoker: 's3', sourceArn: bucket, sourceAccount: '' },
        /bucket photos is deleted, anybody/,
      ],
      [{ invoker: 'principal', principal: '*' }, /Anybody can invoke the function/],
      [{ invoker: 'url', authType: 'NONE' }, /Anybody who knows the URL/],
    ] as const) {
      opened.prompts.expect({ kind: 'confirm', asked: /^Add this permission/, detail: open });
      const target = { name: summary.name, sid: 'open', ...answers };
      await addPermission(opened.app, target);
      await bench.account.permissions.remove({ functionName: summary.name }, 'open');
      if (answers.invoker === 'url') {
        await bench.account.permissions.remove({ functionName: summary.name }, 'open-invoke');
      }
      opened.prompts.expect(dismiss(/^Add this permission/));
      await assert.rejects(addPermission(opened.app, target), isCancelled);
      assert.equal((await read()).document, undefined);
    }
  });

  for (const [invoker, sourceArn] of [
    ['sns', 'arn:aws:sns:us-east-1:123456789012:topic'],
    ['events', 'arn:aws:events:us-east-1:123456789012:rule/nightly'],
    ['apigateway', 'arn:aws:execute-api:us-east-1:123456789012:abc/*/GET/orders'],
    ['alb', 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/t/0123456789abcdef'],
    ['logs', 'arn:aws:logs:us-east-1:123456789012:log-group:g:*'],
    ['iot', 'arn:aws:iot:us-east-1:123456789012:rule/r'],
    ['cognito', 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_A'],
  ] as const) {
    test(`${invoker} is let in for its source alone; its account is taken from the ARN`, async () => {
      opened.prompts.expect(keep(/^Account that owns/, '123456789012'), keep(/^Statement id/));
      await addPermission(opened.app, { name: summary.name, invoker, sourceArn });
      const [permission] = (await read()).permissions;
      assert.deepEqual(
        permission?.conditions.map(({ values }) => values[0]).toSorted(),
        ['123456789012', sourceArn].toSorted(),
      );
      assert.deepEqual(permission?.actions, ['lambda:InvokeFunction']);
    });
  }

  test('an account, an organization and a principal of any kind are let in', async () => {
    const { name } = summary;
    opened.prompts.expect(type(/^Account, or ARN/, '12', { refused: /A principal is/ }));
    opened.prompts.expect(type(/^Account, or ARN/, '123456789012'));
    await addPermission(opened.app, { name, invoker: 'account', sid: 'a' });
    opened.prompts.expect(type(/^Id of the organization/, 'o', { refused: /like o-a1b2c3d4e5/ }));
    opened.prompts.expect(type(/^Id of the organization/, 'o-a1b2c3d4e5'));
    await addPermission(opened.app, { name, invoker: 'organization', sid: 'b' });
    await addPermission(opened.app, {
      name,
      invoker: 'principal',
      principal: 'arn:aws:iam::123456789012:role/caller',
      sid: 'c',
    });
    assert.deepEqual(await seenBelow(group()), [
      'account 123456789012: without a condition',
      'organization o-a1b2c3d4e5: without a condition',
      'role caller of account 123456789012: without a condition',
    ]);
  });

  test('a URL takes two permissions, and Back changes who may call it', async () => {
    opened.prompts.expect(
      choose('Who may invoke the function?', 'Callers of the function URL'),
      choose('Who may call the URL?', 'Everybody'),
      goBack(/^Statement id/),
      choose('Who may call the URL?', 'Those who sign their calls'),
      type(/^Account, or ARN/, '123456789012'),
      keep(/^Statement id/, 'url-123456789012'),
    );
    await addPermission(opened.app, { kind: 'function', function: summary });
    assert.deepEqual(await seenBelow(group()), [
      'account 123456789012: by its URL with AWS_IAM, may lambda:InvokeFunctionUrl',
      'account 123456789012: by its URL only',
    ]);
  });

  test('of two permissions both are added or none', async () => {
    const { name } = summary;
    await addPermission(opened.app, {
      name,
      invoker: 'account',
      principal: '123456789012',
      sid: 'u-invoke',
    });
    const before = (await read()).document;
    const target = {
      name,
      invoker: 'url',
      authType: 'AWS_IAM',
      principal: '123456789012',
      sid: 'u',
    };
    await assert.rejects(addPermission(opened.app, target), isUserError);
    assert.equal((await read()).document, before);
  });

  test('versions and aliases have policies of their own', async () => {
    const { lambda } = localClients(bench.endpoint);
    const FunctionName = summary.name;
    await lambda.send(new PublishVersionCommand({ FunctionName }));
    await lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
    const rows = await below(group());
    assert.deepEqual(
      rows.map(({ kind }) => kind),
      ['fact', 'qualifierPermissions', 'qualifierPermissions'],
    );
    const [, alias] = rows;
    assert(alias?.kind === 'qualifierPermissions' && alias.qualifier.name === 'live');
    opened.prompts.expect(
      choose('Who may invoke the function?', 'SNS'),
      type(/^ARN of the topic/, 'arn:aws:sns:us-east-1:123456789012:topic'),
      keep(/^Account/),
      keep(/^Statement id/, 'sns-topic'),
    );
    await addPermission(opened.app, alias);
    assert.equal((await read()).document, undefined);
    assert.match((await seenBelow(alias))[0] ?? '', /^SNS: .*from arn:aws:sns/);
    const [permission] = await below(alias);
    opened.prompts.expect(
      agree(
        `Remove permission sns-topic of ${summary.name}:live?`,
        /SNS may not invoke it any more/,
      ),
    );
    await removePermission(opened.app, permission);
    assert.deepEqual(await seenBelow(alias), ['Nobody but this account']);
  });

  test('removing asks first; a cancel, and what is gone or changed meanwhile, remove nothing else', async () => {
    const { name } = summary;
    const { permissions } = bench.account;
    const target = { functionName: name };
    const added = { sid: 'p', principal: '123456789012', action: 'lambda:InvokeFunction' };
    await permissions.add(target, added);
    const [row] = await below(group());
    opened.prompts.expect(dismiss(`Remove permission p of ${name}?`));
    await assert.rejects(removePermission(opened.app, row), isCancelled);
    assert.equal((await read()).permissions.length, 1);

    // Somebody else replaces it, then the row is of yesterday.
    await permissions.remove(target, 'p');
    await permissions.add(target, { ...added, principal: '210987654321' });
    opened.prompts.expect(
      agree(/^Remove permission p/, /account 210987654321.*It was changed since it was listed/),
    );
    await removePermission(opened.app, row);
    await assert.rejects(
      removePermission(opened.app, { name, sid: 'p' }),
      (error) => isUserError(error) && /no resource policy/.test(error.message),
    );
    await permissions.add(target, { ...added, sid: 'other' });
    await assert.rejects(
      removePermission(opened.app, row),
      (error) => isUserError(error) && /no permission p any more/.test(error.message),
    );

    // While the person still reads the question.
    opened.prompts.expect(
      choose('Permission to remove', 'account 123456789012'),
      agree(/^Remove permission other/),
    );
    const { confirm } = opened.prompts;
    const prompts = {
      ...opened.prompts,
      confirm: async (question: Parameters<typeof confirm>[0]) => {
        await confirm(question);
        await permissions.add(target, { ...added, sid: 'third' });
      },
    };
    await assert.rejects(
      removePermission({ ...opened.app, prompts }, { name }),
      (error) => isUserError(error) && /changed/.test(error.message),
    );
    assert.equal((await read()).permissions.length, 2);
  });

  for (const [what, answers, expected] of [
    ['an invoker', { invoker: 'fax' }, /"invoker".*s3, sns/],
    ['a source', { invoker: 's3', sourceArn: 'photos' }, /"sourceArn".*no ARN of S3/],
    ['an account', { sourceAccount: '1' }, /"sourceAccount".*twelve/],
    ['an organization', { organization: 'x' }, /"organization"/],
    ['a principal', { principal: 'me' }, /"principal"/],
    ['a kind of authentication', { authType: 'BASIC' }, /"authType"/],
    ['a statement id', { sid: 'a b' }, /"sid"/],
  ] as const) {
    test(`${what} that is answered in advance is checked as a typed one is`, async () => {
      await assert.rejects(
        addPermission(opened.app, { name: summary.name, ...answers }),
        (error) => isUserError(error) && expected.test(error.message),
      );
      assert.equal((await read()).document, undefined);
    });
  }
});
