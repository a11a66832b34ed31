import assert from 'node:assert/strict';
import { CreateAliasCommand, PublishVersionCommand } from '@aws-sdk/client-lambda';
import type { Row } from '../../src/app/row.ts';
import type { FunctionSummary } from '../../src/aws/lambdaFunction.ts';
import type { Trigger } from '../../src/aws/trigger.ts';
import { allowAction } from '../../src/commands/allowAction.ts';
import { createTrigger } from '../../src/commands/createTrigger.ts';
import { deleteTrigger } from '../../src/commands/deleteTrigger.ts';
import { disableTrigger } from '../../src/commands/disableTrigger.ts';
import { enableTrigger } from '../../src/commands/enableTrigger.ts';
import { isCancelled, isUserError } from '../../src/errors.ts';
import { describeRow } from '../../src/views/rows/describeRow.ts';
import { localClients } from '../support/localClients.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { rowsBelow, seen } from '../support/rowsBelow.ts';
import { agree, choose, dismiss, goBack, keep, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const queue = 'arn:aws:sqs:us-east-1:000000000000:orders';
const stream = 'arn:aws:kinesis:us-east-1:000000000000:stream/orders';
const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/orders';

suite('what triggers a function', () => {
  let bench: TestBench;
  let opened: TestApp;
  let count = 0;
  let summary: FunctionSummary;

  suiteSetup(async () => {
    bench = await startTestBench();
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
    const name = `f${++count}`;
    const { arn } = await bench.account.roles.create({ name: `${name}-role`, description: '' });
    summary = await bench.account.functions.create(nodeFunction(name, arn));
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  const group = (): Row => ({ kind: 'triggers', function: summary });
  const role = () => `${summary.name}-role`;
  const below = (row: Row) => rowsBelow(opened, row);
  const seenBelow = async (row: Row) => seen(await below(row));
  async function triggers(name = summary.name): Promise<Trigger[]> {
    const found: Trigger[] = [];
    for await (const page of bench.account.triggers.list(name)) found.push(...page);
    return found;
  }
  const inline = () => bench.account.policies.inline(role(), 'LambdaBenchAllowed');

  test('a queue, by its URL, with what its role lacks allowed first', async () => {
    assert.deepEqual(await seenBelow(group()), ['None']);
    opened.prompts.expect(
      choose('What shall Lambda read for the function?', 'SQS queue'),
      type('ARN or URL of the queue', 'orders', { refused: /no ARN of a source of this kind/ }),
      type('ARN or URL of the queue', 'https://sqs.us-east-1.amazonaws.com/000000000000/orders'),
      choose(/^What does one invocation get/, /^Choose batch size/),
      type(/^Batch size/, '0', { refused: /whole number from 1 to 10000/ }),
      type(/^Batch size/, '50'),
      type(/^Batch window/, '0', { refused: /more than ten messages/ }),
      type(/^Batch window/, '301', { refused: /from 0 to 300 seconds/ }),
      keep(/^Batch window/, '1'),
      choose('When a record fails', 'The function says which'),
      type(/^Filter/, '{"body":"x"}', { refused: /values are lists/ }),
      type(/^Filter/, '{"body":{"kind":["order"]}}'),
      choose(/may not read the source yet/, /^Allow it to role/, {
        shows: /^sqs:ReceiveMessage, sqs:DeleteMessage, sqs:GetQueueAttributes on arn:aws:sqs/m,
      }),
    );
    await createTrigger(opened.app, group());
    assert.deepEqual(JSON.parse((await inline()) ?? '').Statement, [
      {
        Effect: 'Allow',
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        Resource: queue,
      },
    ]);
    assert.deepEqual(await seenBelow(group()), ['orders: SQS queue · Enabled']);
    const [row] = await below(group());
    assert(row);
    assert.deepEqual(await seenBelow(row), [
      'State: Enabled: USER_INITIATED',
      'Last result: No records processed: the local endpoint of Lambda Bench delivers nothing from event sources.',
      'Batch: up to 50 records',
      'Window: 1 s',
      'Failures: the function reports failed records',
      'Filter 1: {"body":{"kind":["order"]}}',
    ]);
    assert.deepEqual(opened.shown.refreshed, [group()]);
  });

  test('a stream, from a time on; Back keeps what was typed', async () => {
    opened.prompts.expect(
      choose('What shall Lambda read for the function?', 'Kinesis stream'),
      type(/^ARN of the stream/, stream),
      choose(/^What does one invocation get/, /^Up to 100 records/),
      choose('Where does reading start?', 'AT_TIMESTAMP'),
      type(/^Time from which/, 'yesterday', { refused: /like 2026/ }),
      type(/^Time from which/, '2999-01-01T00:00:00Z', { refused: /future/ }),
      type(/^Time from which/, '2026-01-01T00:00:00Z'),
      goBack('When a record fails'),
      keep(/^Time from which/, '2026-01-01T00:00:00Z'),
      choose('When a record fails', 'The whole batch is retried'),
      choose(/may not read/, 'Create the trigger only'),
    );
    await createTrigger(opened.app, { name: summary.name });
    const [made] = await triggers();
    assert.equal(made?.startingPosition, 'AT_TIMESTAMP');
    assert.equal(await inline(), undefined);
  });

  test('a FIFO queue is asked for no window, as it has none, and Back leads to what AWS sets', async () => {
    opened.prompts.expect(
      choose(/^What does one invocation get/, /^Choose batch size/),
      type(/^Batch size/, '11', { refused: /from 1 to 10\./ }),
      type(/^Batch size/, '5'),
      goBack('When a record fails'),
      goBack(/^Batch size/),
      choose(/^What does one invocation get/, /^Up to 10 records/),
      choose('When a record fails', 'The function says which'),
      choose(/may not read/, 'Create the trigger only'),
    );
    await createTrigger(opened.app, { name: summary.name, source: `${queue}.fifo` });
    const [made] = await triggers();
    assert.deepEqual([made?.batchSize, made?.window, made?.filters], [10, 0, []]);
  });

  test('what the role lacks stands below its trigger and can be allowed in one step', async () => {
    await createLacking();
    const [row] = await below(group());
    assert(row?.kind === 'trigger');
    const [lack] = await below(row);
    assert(lack?.kind === 'lack');
    assert.match(describeRow(lack, new Date()).description ?? '', /^sqs:ReceiveMessage, /);
    opened.prompts.expect(dismiss(/^Allow role/));
    await assert.rejects(allowAction(opened.app, lack), isCancelled);
    assert.equal(await inline(), undefined);
    assert.equal(opened.shown.differences.length, 1);
    opened.prompts.expect(agree(/^Allow role .* sqs:ReceiveMessage/, /LambdaBenchAllowed/));
    await allowAction(opened.app, lack);
    assert.notEqual(await inline(), undefined);
    assert.equal(
      (await below(row)).some(({ kind }) => kind === 'lack'),
      false,
    );
  });

  async function createLacking(): Promise<void> {
    opened.prompts.expect(
      choose('When a record fails', 'The whole batch is retried'),
      choose(/may not read the source/, 'Create the trigger only'),
    );
    await createTrigger(opened.app, {
      name: summary.name,
      source: queue,
      batchSize: 10,
      window: 0,
      filters: [],
    });
  }

  test('is disabled, enabled and, after a question, deleted', async () => {
    await createLacking();
    const [row] = await below(group());
    await disableTrigger(opened.app, row);
    const [disabled] = await below(group());
    assert.equal(disabled?.kind, 'disabledTrigger');
    assert.deepEqual(await seenBelow(group()), ['orders: SQS queue · Disabled']);
    await enableTrigger(opened.app, disabled);
    assert.equal((await below(group()))[0]?.kind, 'trigger');

    opened.prompts.expect(dismiss(/^Delete the trigger/));
    await assert.rejects(deleteTrigger(opened.app, row), isCancelled);
    assert.equal((await triggers()).length, 1);
    opened.prompts.expect(
      choose('Trigger to delete', queue),
      agree(/^Delete the trigger arn/, /What is in the queue stays there/),
    );
    await deleteTrigger(opened.app, { name: summary.name });
    assert.equal((await triggers()).length, 0);
    for (const command of [deleteTrigger, enableTrigger, disableTrigger]) {
      await assert.rejects(
        command(opened.app, row),
        (error) =>
          isUserError(error) && /does not exist any more: somebody else/.test(error.message),
      );
    }
    await assert.rejects(deleteTrigger(opened.app, { name: summary.name }), (error) => {
      assert(isUserError(error));
      assert.match(error.message, /has no trigger/);
      assert.equal(error.fix?.command, 'lambdaBench.createTrigger');
      return true;
    });
  });

  test('an alias has triggers of its own, which stand with the function’s', async () => {
    const { lambda } = localClients(bench.endpoint);
    const FunctionName = summary.name;
    await lambda.send(new PublishVersionCommand({ FunctionName }));
    await lambda.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
    opened.prompts.expect(
      choose('What shall Lambda read for the function?', 'DynamoDB stream'),
      type(/^ARN of the table/, table, { refused: /its stream's ends with \/stream/ }),
      type(/^ARN of the table/, `${table}/stream/2026-01-01T00:00:00.000`),
      choose(/^What does one invocation get/, /^Up to 100 records/, {
        shows: /as AWS sets it, without a filter/,
      }),
      choose('Where does reading start?', 'LATEST'),
      choose('When a record fails', 'The function says which'),
      choose(/may not read/, /^Allow it/, {
        shows: /dynamodb:DescribeStream.*dynamodb:ListStreams/,
      }),
    );
    await createTrigger(opened.app, {
      kind: 'alias',
      function: summary,
      qualifier: { kind: 'alias', name: 'live', description: '' },
    });
    assert.equal((await triggers()).length, 0);
    assert.equal((await triggers(`${FunctionName}:live`)).length, 1);
    assert.deepEqual(await seenBelow(group()), ['orders: DynamoDB stream · Enabled · live']);
  });

  test('topics of Kafka, of a cluster in AWS and of one elsewhere', async () => {
    const cluster =
      'arn:aws:kafka:us-east-1:000000000000:cluster/c/6f1c2f3e-8a44-4b0e-9c1d-2f6f5b9f7d10-1';
    opened.prompts.expect(
      type('Topic that is read', '.x', { refused: /A topic has/ }),
      type('Topic that is read', 'orders'),
      choose(/^What does one invocation get/, /^Choose batch size/),
      keep(/^Batch size/, '100'),
      keep(/^Batch window/, '0'),
      choose('Where does reading start?', 'TRIM_HORIZON'),
      keep(/^Filter/, ''),
      choose(/may not read/, 'Create the trigger only'),
    );
    await createTrigger(opened.app, { name: summary.name, source: cluster });
    const secret = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:kafka-AbCdEf';
    opened.prompts.expect(
      choose('What shall Lambda read for the function?', /cluster of your own/),
      type(/^Servers/, 'kafka', { refused: /with their port/ }),
      type(/^Servers/, 'a.example.com:9092, b.example.com:9092'),
      type('Topic that is read', 'stock'),
      choose(/^How does Lambda sign in/, 'SASL/SCRAM 512'),
      type(/^ARN of the secret/, 'kafka', { refused: /by its ARN/ }),
      type(/^ARN of the secret/, secret),
      choose(/^What does one invocation get/, /^Up to 100 records/),
      choose('Where does reading start?', 'LATEST'),
      choose(/may not read/, /^Allow it/, { shows: /secretsmanager:GetSecretValue/ }),
    );
    await createTrigger(opened.app, { name: summary.name });
    assert.deepEqual((await seenBelow(group())).toSorted(), [
      'orders: Kafka · Enabled',
      'stock: Kafka · Enabled',
    ]);
  });

  test('a cancel before the end leaves role and function as they were', async () => {
    opened.prompts.expect(
      choose('When a record fails', 'The whole batch is retried'),
      dismiss(/may not read the source/),
    );
    const answers = { name: summary.name, source: queue, batchSize: 1, window: 0, filters: [] };
    await assert.rejects(createTrigger(opened.app, answers), isCancelled);
    assert.equal((await triggers()).length, 0);
    assert.equal(await inline(), undefined);
  });

  test('the same source twice is refused by Lambda, with its reason', async () => {
    await createLacking();
    await assert.rejects(
      createLacking(),
      (error) => isUserError(error) && /already exists/.test(error.message),
    );
  });

  for (const [what, answers, expected] of [
    ['a source', { source: 'orders' }, /"source".*neither an ARN/],
    ['a table', { source: table }, /"source"/],
    ['a batch', { source: `${queue}.fifo`, batchSize: 11 }, /"batchSize".*1 to 10\./],
    ['a window', { source: `${queue}.fifo`, batchSize: 1, window: 1 }, /"window".*FIFO/],
    ['a position', { source: queue, startingPosition: 'LATEST' }, /"startingPosition".*none/],
    ['a filter', { source: queue, filters: ['x'] }, /"filters".*pattern/],
    ['a time', { source: stream, startingAt: 'now' }, /"startingAt"/],
  ] as const) {
    test(`${what} that is answered in advance is checked as a typed one is`, async () => {
      await assert.rejects(
        createTrigger(opened.app, { name: summary.name, ...answers }),
        (error) => isUserError(error) && expected.test(error.message),
      );
    });
  }
});
