import assert from 'node:assert/strict';
import { CreatePolicyCommand } from '@aws-sdk/client-iam';
import type { Account } from '../../src/aws/account.ts';
import { connect } from '../../src/aws/connect.ts';
import { missingActions, neededFor } from '../../src/aws/missingActions.ts';
import type { Trigger } from '../../src/aws/trigger.ts';
import { localClients } from '../support/localClients.ts';
import { type MotoServer, startMotoServer } from '../support/motoServer.ts';
import { nodeFunction } from '../support/nodeFunction.ts';

const document = (Action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
  });

suite('Policies, permissions and triggers with moto_server', () => {
  let moto: MotoServer | undefined;
  let account: Account;
  let role: string;

  suiteSetup(async function () {
    this.timeout(60_000);
    moto = await startMotoServer();
    if (moto === undefined) {
      console.log('    (moto_server is not installed: not tried)');
      this.skip();
    }
    account = connect({
      connection: 'moto',
      endpoint: moto.endpoint,
      region: 'us-east-1',
      accountId: '123456789012',
      credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
    });
    role = (await account.roles.create({ name: 'runner', description: '' })).arn;
    await account.functions.create(nodeFunction('orders', role));
  });
  suiteTeardown(async () => moto?.[Symbol.asyncDispose]());

  test('policies of a role are put, read, attached, detached and deleted', async () => {
    const { roles, policies } = account;
    await roles.putInlinePolicy('runner', 'mine', document('s3:GetObject'));
    assert.deepEqual(
      JSON.parse((await policies.inline('runner', 'mine')) ?? ''),
      JSON.parse(document('s3:GetObject')),
    );
    assert.equal(await policies.inline('runner', 'none'), undefined);
    const { iam } = localClients({
      endpoint: moto?.endpoint ?? '',
      region: 'us-east-1',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
    });
    const ours = { PolicyName: 'ours', PolicyDocument: document('logs:PutLogEvents') };
    const arn = (await iam.send(new CreatePolicyCommand(ours))).Policy?.Arn ?? '';
    await roles.attachPolicy('runner', arn);
    const { attached, inline } = await roles.policies('runner');
    assert.deepEqual([attached.map((policy) => policy.arn), inline], [[arn], ['mine']]);
    assert.match((await policies.managed(arn)).document, /logs:/);
    assert.equal(await policies.createVersion(arn, document('logs:*')), 'v2');
    assert.deepEqual(
      (await policies.versions(arn)).filter(({ inForce }) => inForce).map(({ id }) => id),
      ['v2'],
    );
    await roles.detachPolicy('runner', arn);
    await roles.deleteInlinePolicy('runner', 'mine');
    assert.deepEqual(await roles.policies('runner'), { attached: [], inline: [] });
  });

  test('who trusts a role is read and changed', async () => {
    const { policies, roles } = account;
    const { trust } = await policies.details('runner');
    assert.match(trust, /lambda\.amazonaws\.com/);
    await policies.setTrust('runner', trust.replace('lambda.', 'ecs.'));
    assert.deepEqual((await roles.find('runner'))?.trusts, ['ecs.amazonaws.com']);
    await policies.setTrust('runner', trust);
  });

  test('what a role may not do yet is found, simulated or not', async () => {
    const queue = 'arn:aws:sqs:us-east-1:123456789012:orders';
    const needed = neededFor(queue);
    const [missing] = await missingActions(account, role, needed);
    assert.equal(missing?.actions.length, 3);
    await account.roles.putInlinePolicy('runner', 'reads', document('sqs:*'));
    assert.deepEqual(await missingActions(account, role, needed), []);
  });

  test('permissions are added, read and removed', async () => {
    const { permissions } = account;
    const target = { functionName: 'orders' };
    assert.equal((await permissions.read(target)).document, undefined);
    await permissions.add(target, {
      sid: 's3',
      principal: 's3.amazonaws.com',
      action: 'lambda:InvokeFunction',
      sourceArn: 'arn:aws:s3:::photos',
      sourceAccount: '123456789012',
    });
    const policy = await permissions.read(target);
    assert.deepEqual(
      policy.permissions.map(({ sid, principals }) => [sid, ...principals]),
      [['s3', 's3.amazonaws.com']],
    );
    assert.match(policy.revisionId ?? '', /^[\w-]{36}$/);
    // moto refuses every revision here, its own too: it compares a list with a text.
    await permissions.remove(target, 's3');
    assert.deepEqual((await permissions.read(target)).permissions, []);
  });

  test('triggers are created, disabled, changed and deleted', async () => {
    const { triggers } = account;
    const made = await triggers.create({
      functionName: 'orders',
      source: await makeQueue(),
      batchSize: 5,
      window: 0,
      partialResponses: true,
      filters: [],
      enabled: true,
    });
    const listed: Trigger[] = [];
    for await (const page of triggers.list('orders')) listed.push(...page);
    assert.deepEqual(
      listed.map(({ uuid }) => uuid),
      [made.uuid],
    );
    await triggers.setEnabled(made.uuid, false);
    assert.match((await triggers.find(made.uuid))?.state ?? '', /^Disabl/);
    await triggers.update(made.uuid, '{"BatchSize":7}');
    assert.equal((await triggers.find(made.uuid))?.batchSize, 7);
    await triggers.delete(made.uuid);
    assert.equal(await triggers.find(made.uuid), undefined);
  });

  /** moto has mappings for queues that it has only; the SDK of SQS is not needed for that. */
  async function makeQueue(): Promise<string> {
    const answer = await fetch(`${moto?.endpoint}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'AmazonSQS.CreateQueue',
        authorization:
          'AWS4-HMAC-SHA256 Credential=key/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
      },
      body: JSON.stringify({ QueueName: 'orders' }),
    });
    assert.equal(answer.status, 200, await answer.text());
    return 'arn:aws:sqs:us-east-1:123456789012:orders';
  }
});
