import assert from 'node:assert/strict';
import { CreatePolicyCommand } from '@aws-sdk/client-iam';
import { CreateAliasCommand, PublishVersionCommand } from '@aws-sdk/client-lambda';
import type { Row } from '../../../src/app/row.ts';
import { connect } from '../../../src/aws/connect.ts';
import type { FunctionSummary } from '../../../src/aws/lambdaFunction.ts';
import type { RoleSummary } from '../../../src/aws/role.ts';
import { openDocument } from '../../../src/commands/documents/openDocument.ts';
import { editPermissions } from '../../../src/commands/editPermissions.ts';
import { editTrigger } from '../../../src/commands/editTrigger.ts';
import { openPolicy } from '../../../src/commands/openPolicy.ts';
import { isUserError } from '../../../src/errors.ts';
import type { OpenedDocument, Saved } from '../../../src/openedDocument.ts';
import { localClients } from '../../support/localClients.ts';
import { nodeFunction } from '../../support/nodeFunction.ts';
import { startRefusingEndpoint } from '../../support/refusingEndpoint.ts';
import { agree, choose, dismiss } from '../../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../../support/testApp.ts';

const policy = (...statements: object[]) =>
  `${JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2)}\n`;
const reading = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const writing = { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' };

suite('policies as documents', () => {
  let bench: TestBench;
  let opened: TestApp;
  let role: RoleSummary;
  let summary: FunctionSummary;
  let count = 0;

  suiteSetup(async () => {
    bench = await startTestBench();
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
    count += 1;
    role = await bench.account.roles.create({ name: `r${count}`, description: '' });
    summary = await bench.account.functions.create(nodeFunction(`f${count}`, role.arn));
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  /** The document that a command has opened last, as its editor sees it. */
  const document = (app = opened.app): OpenedDocument =>
    openDocument(app, opened.shown.accountDocuments.at(-1) ?? '');
  async function save(text: string, before?: string): Promise<Saved> {
    const { revision, text: now } = await document().read();
    return document().save(text, { text: before ?? now, revision });
  }
  const messageOf = (saved: Saved) => ('message' in saved ? saved.message : saved.kind);

  test('an inline policy is laid out, its difference shown, and put after a question', async () => {
    const { roles, policies } = bench.account;
    await roles.putInlinePolicy(role.name, 'mine', JSON.stringify(JSON.parse(policy(reading))));
    await openPolicy(opened.app, { kind: 'inlinePolicy', role, name: 'mine' });
    assert.equal((await document().read()).text, policy({ ...reading }));
    opened.prompts.expect(dismiss(/^This will change the inline policy mine of role/));
    assert.match(messageOf(await save(policy(writing))), /you cancelled it/);
    assert.equal(
      await policies.inline(role.name, 'mine'),
      JSON.stringify(JSON.parse(policy(reading))),
    );
    const [difference] = opened.shown.differences;
    assert.match(difference?.title ?? '', /now ↔ then/);
    assert.equal(String(difference?.left.content), policy(reading));
    assert.equal(String(difference?.right.content), policy(writing));
    opened.prompts.expect(agree(/^This will change the inline policy/, /in force at once/));
    assert.equal((await save(policy(writing))).kind, 'saved');
    assert.equal(await policies.inline(role.name, 'mine'), policy(writing));
  });

  test('what is wrong is underlined and not saved', async () => {
    await bench.account.roles.putInlinePolicy(role.name, 'mine', policy(reading));
    await openPolicy(opened.app, { kind: 'inlinePolicy', role, name: 'mine' });
    const text = policy({ Effect: 'Allow', Action: ['s3:GetObject', 'PutObject'], Resource: '*' });
    const [problem] = document().problems(text);
    assert.equal(text.slice(problem?.start, problem?.end), '"PutObject"');
    assert.match(
      messageOf(await save(text)),
      /^Nothing was saved: .*PutObject is no action.*line \d+/,
    );
    const misspelt = policy({ ...reading, Actions: 's3:*' });
    const [unknown] = document().problems(misspelt);
    assert.equal(misspelt.slice(unknown?.start, unknown?.end), '"Actions"');
    assert.deepEqual(document().problems('{ "Version": '), []);
    assert.match(messageOf(await save('{')), /it is not JSON/);
  });

  test('somebody else’s change is a conflict, before the question and while it is open', async () => {
    const { roles, policies } = bench.account;
    await roles.putInlinePolicy(role.name, 'mine', policy(reading));
    await openPolicy(opened.app, { kind: 'inlinePolicy', role, name: 'mine' });
    const conflict = await save(policy(writing), policy());
    assert.equal(conflict.kind, 'conflict');
    assert.equal(await policies.inline(role.name, 'mine'), policy(reading));

    const theirs = policy({ ...reading, Sid: 'Theirs' });
    const { confirm } = opened.prompts;
    const prompts = {
      ...opened.prompts,
      confirm: async (question: Parameters<typeof confirm>[0]) => {
        await confirm(question);
        await roles.putInlinePolicy(role.name, 'mine', theirs);
      },
    };
    opened.prompts.expect(agree(/^This will change/));
    const saved = await document({ ...opened.app, prompts }).save(policy(writing), {
      text: policy(reading),
    });
    assert.equal(saved.kind, 'conflict');
    assert.equal(await policies.inline(role.name, 'mine'), theirs);
    await roles.deleteInlinePolicy(role.name, 'mine');
    await assert.rejects(
      document().read(),
      (error) => isUserError(error) && /no inline policy mine any more/.test(error.message),
    );
  });

  test('a trust policy without Lambda says what will fail', async () => {
    await openPolicy(opened.app, { kind: 'trustPolicy', role });
    const other = policy({
      Effect: 'Allow',
      Principal: { Service: 'ecs.amazonaws.com' },
      Action: 'sts:AssumeRole',
    });
    opened.prompts.expect(
      agree(/^This will change who role/, /Lambda cannot assume r\d+ any more/),
    );
    assert.equal((await save(other)).kind, 'saved');
    assert.deepEqual((await bench.account.roles.find(role.name))?.trusts, ['ecs.amazonaws.com']);
    assert.deepEqual(opened.shown.refreshedKinds, ['role']);
    const wrong = other.replace('sts:AssumeRole', 's3:GetObject');
    assert.match(messageOf(await save(wrong)), /no action of a trust policy/);
  });

  test('a managed policy of the account gets a version; of five the oldest goes', async () => {
    const { iam } = localClients(bench.endpoint);
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: `p${count}`, PolicyDocument: policy(reading) }),
    );
    const arn = Policy?.Arn ?? '';
    const { roles, policies } = bench.account;
    await roles.attachPolicy(role.name, arn);
    opened.prompts.expect(choose(/^Policy of r\d+ to open/, `p${count}`));
    await openPolicy(opened.app, { name: role.name });
    for (const version of [2, 3, 4, 5, 6]) {
      opened.prompts.expect(
        agree(/^This will change the managed policy/, /of five.*the oldest is deleted/),
      );
      assert.equal((await save(policy({ ...writing, Sid: `V${version}` }))).kind, 'saved');
    }
    assert.deepEqual(
      (await policies.versions(arn)).map(({ id, inForce }) => (inForce ? `${id}*` : id)).toSorted(),
      ['v2', 'v3', 'v4', 'v5', 'v6*'],
    );
    assert.match((await policies.managed(arn)).document, /V6/);
  });

  test('a policy of AWS is shown and cannot be changed', async () => {
    const arn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    const attached = { name: 'AWSLambdaBasicExecutionRole', arn };
    await openPolicy(opened.app, { kind: 'attachedPolicy', role, policy: attached });
    const [shown] = opened.shown.responses;
    assert.equal(shown?.name, 'AWSLambdaBasicExecutionRole.json');
    assert.match(String(shown?.content), /logs:CreateLogStream/);
    assert.deepEqual(opened.shown.accountDocuments, []);
  });

  test('a resource policy begins empty, and becomes permissions one by one', async () => {
    const row: Row = { kind: 'permissions', function: summary };
    await editPermissions(opened.app, row);
    assert.equal((await document().read()).text, policy());
    const allow = (Sid: string, account: string) => ({
      Sid,
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'lambda:InvokeFunction',
      Resource: summary.arn,
    });
    const bucket = {
      ...allow('s3', ''),
      Principal: { Service: 's3.amazonaws.com' },
      Condition: {
        StringEquals: { 'AWS:SourceAccount': '123456789012' },
        ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::photos' },
      },
    };
    const change = async (...statements: object[]) => {
      opened.prompts.expect(agree(/^This will change who may invoke f\d+ in/));
      const saved = await save(policy(...statements));
      assert.equal(saved.kind, 'saved', messageOf(saved));
      const { permissions } = await bench.account.permissions.read({ functionName: summary.name });
      return permissions.map(({ sid, principals }) => `${sid} ${principals}`);
    };
    assert.deepEqual(await change(allow('a', '123456789012'), bucket), [
      'a arn:aws:iam::123456789012:root',
      's3 s3.amazonaws.com',
    ]);
    assert.deepEqual(await change(bucket, allow('a', '210987654321')), [
      's3 s3.amazonaws.com',
      'a arn:aws:iam::210987654321:root',
    ]);
    const denied = { ...allow('no', '123456789012'), Effect: 'Deny' };
    // What AddPermission cannot make is put as a whole.
    assert.deepEqual(await change(bucket, denied), [
      's3 s3.amazonaws.com',
      'no arn:aws:iam::123456789012:root',
    ]);
    assert.deepEqual(await change(), []);
  });

  test('a statement that AddPermission cannot make needs an endpoint with PutResourcePolicy', async () => {
    const refusing = await startRefusingEndpoint();
    try {
      const elsewhere = connect({ ...bench.account.target, endpoint: refusing.endpoint });
      const { put } = elsewhere.permissions;
      const account = { ...bench.account, permissions: { ...bench.account.permissions, put } };
      const connection = { ...opened.app.connection, account: async () => account };
      await editPermissions(opened.app, { name: summary.name });
      opened.prompts.expect(agree(/^This will change/));
      const denied = {
        Effect: 'Deny',
        Principal: '*',
        Action: 'lambda:InvokeFunction',
        Resource: summary.arn,
      };
      const editor = document({ ...opened.app, connection });
      const saved = await editor.save(policy(denied), await editor.read());
      assert.match(
        messageOf(saved),
        /has no PutResourcePolicy: only statements that AddPermission/,
      );
    } finally {
      await refusing.close();
    }
  });

  test('a resource policy of an alias is its own; a change meanwhile is a conflict', async () => {
    const { lambda } = localClients(bench.endpoint);
    const FunctionName = summary.name;
    await lambda.send(new PublishVersionCommand({ FunctionName }));
    await lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
    await editPermissions(opened.app, { name: FunctionName, qualifier: 'live' });
    const target = { functionName: FunctionName, qualifier: 'live' };
    const added = { sid: 'a', principal: '123456789012', action: 'lambda:InvokeFunction' };
    await bench.account.permissions.add(target, added);
    assert.match((await document().read()).text, /function:f\d+:live/);
    const { permissions } = bench.account;
    const { confirm } = opened.prompts;
    const before = await document().read();
    const prompts = {
      ...opened.prompts,
      confirm: async (question: Parameters<typeof confirm>[0]) => {
        await confirm(question);
        await permissions.add(target, { ...added, sid: 'b' });
      },
    };
    opened.prompts.expect(agree(/may invoke f\d+:live/));
    const saved = await document({ ...opened.app, prompts }).save(policy(), before);
    assert.equal(saved.kind, 'conflict');
    assert.equal((await permissions.read(target)).permissions.length, 2);
  });

  test('the settings of a trigger are changed as JSON, with what is wrong underlined', async () => {
    const source = 'arn:aws:sqs:us-east-1:000000000000:orders';
    const { uuid } = await bench.account.triggers.create({
      functionName: summary.name,
      source,
      batchSize: 5,
      window: 0,
      partialResponses: true,
      filters: ['{"body":{"a":[1]}}'],
      enabled: true,
    });
    await editTrigger(opened.app, { uuid });
    const { text } = await document().read();
    assert.deepEqual(JSON.parse(text), {
      BatchSize: 5,
      MaximumBatchingWindowInSeconds: 0,
      FilterCriteria: { Filters: [{ Pattern: '{"body":{"a":[1]}}' }] },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    assert.equal((await save('{ "BatchSize": 7 }')).kind, 'saved');
    const changed = await bench.account.triggers.find(uuid);
    assert.deepEqual(
      [changed?.batchSize, changed?.filters, changed?.partialResponses],
      [7, [], false],
    );
    for (const [wrong, marked, expected] of [
      ['{ "BatchSize": 0 }', '0', /1 to 10000/],
      ['{ "Batch": 1 }', '"Batch"', /no member Batch/],
      ['{ "FunctionResponseTypes": ["x"] }', '"FunctionResponseTypes"', /ReportBatchItemFailures/],
      ['{ "FilterCriteria": { "Filters": [{ "Pattern": "x" }] } }', '{', /A pattern is/],
      ['{ "FilterCriteria": [] }', '"FilterCriteria"', /Pattern/],
      ['[]', '[', /JSON object/],
    ] as const) {
      const [problem] = document().problems(wrong);
      assert.equal(wrong.slice(problem?.start, problem?.end), marked);
      assert.match(messageOf(await save(wrong)), expected);
    }
  });

  test('other paths are no documents', () => {
    for (const path of [
      '/local/000000000000/us-east-1/roles/r/trust/x.json',
      '/local/000000000000/us-east-1/roles//trust/.trust.json',
      '/local/000000000000/us-east-1/roles/r/inline/.json',
      '/local/000000000000/us-east-1/policies/arn',
      '/local/000000000000/us-east-1/triggers/u/q/x.json',
    ]) {
      assert.throws(() => openDocument(opened.app, path), /no document of an account/, path);
    }
  });
});
