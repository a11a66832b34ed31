import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, watch } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  InvokeCommand,
  type LambdaClient,
  ListFunctionEventInvokeConfigsCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  type PutFunctionEventInvokeConfigCommandInput,
  type PutFunctionEventInvokeConfigCommandOutput,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { functionMaker } from '../../../support/functions.ts';
import { localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';
import { type Reports, startReports } from '../../../support/reports.ts';

/** Reports its request id, then fails or answers as the event says. */
const worker = `export const handler = async (event, context) => {
  await fetch(event.url, { method: 'POST', body: context.awsRequestId });
  if (event.fail) throw new TypeError('no such order');
  return { done: event.n };
};`;

/** Reports the record that it gets as a destination. */
const destination = `export const handler = async (record) => {
  await fetch(record.requestPayload.url, { method: 'POST', body: JSON.stringify(record) });
};`;

suite('Event invocations of the local endpoint', () => {
  let dataFolder: string;
  let endpoint: LocalEndpoint;
  let lambda: LambdaClient;
  let reports: Reports;
  let create: Awaited<ReturnType<typeof functionMaker>>;

  async function start(retryBase: string): Promise<void> {
    const args = ['--event-retry-base', retryBase];
    endpoint = await startLocalEndpoint({ dataFolder, args });
  }

  suiteSetup(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'lambda-bench-'));
    await start('0.05');
    reports = await startReports();
    const clients = localClients(endpoint);
    lambda = clients.lambda;
    create = await functionMaker(clients);
    await create('worker', { 'index.mjs': worker });
    await create('told', { 'index.mjs': destination });
    await lambda.send(new PublishVersionCommand({ FunctionName: 'worker' }));
    const alias = { FunctionName: 'worker', Name: 'live', FunctionVersion: '1' };
    await lambda.send(new CreateAliasCommand(alias));
  });

  teardown(async () => {
    await allFinished(dataFolder);
    assert.deepEqual(reports.waiting, []);
  });

  suiteTeardown(async () => {
    reports.close();
    await endpoint.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });

  test('tries a failing event three times, then tells the destination for failures', async () => {
    await configure({ DestinationConfig: { OnFailure: { Destination: arn('told') } } });
    const payload = `{"url":"${reports.url}",  "fail":true, "n":12345678901234567890}`;
    const requestId = await sendEvent(payload);
    const tried = [await reports.next(), await reports.next(), await reports.next()];
    assert.deepEqual(
      tried.map((report) => report.text),
      [requestId, requestId, requestId],
    );
    const { timestamp, responsePayload, ...record } = JSON.parse((await reports.next()).text);
    assert.deepEqual(record, {
      version: '1.0',
      requestContext: {
        requestId,
        functionArn: `${arn('worker')}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: JSON.parse(payload),
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    });
    assert.equal(responsePayload.errorMessage, 'no such order');
    assert.equal(new Date(timestamp).toISOString(), timestamp);
  });

  test('tries no more often than it is configured, and only for the qualifier that was invoked', async () => {
    await configure({
      Qualifier: 'live',
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: arn('told') } },
    });
    const requestId = await sendEvent(`{"url":"${reports.url}","fail":true}`, 'live');
    assert.equal((await reports.next()).text, requestId);
    const { requestContext, responseContext } = JSON.parse((await reports.next()).text);
    assert.equal(requestContext.approximateInvokeCount, 1);
    assert.equal(responseContext.executedVersion, '1');
  });

  test('tells the destination for successes, which may be another version', async () => {
    await lambda.send(new PublishVersionCommand({ FunctionName: 'told' }));
    await configure({ DestinationConfig: { OnSuccess: { Destination: `${arn('told')}:1` } } });
    const requestId = await sendEvent(`{"url":"${reports.url}","n":1}`);
    assert.equal((await reports.next()).text, requestId);
    const { requestContext, responseContext, responsePayload } = JSON.parse(
      (await reports.next()).text,
    );
    assert.equal(requestContext.condition, 'Success');
    assert.deepEqual(responseContext, { statusCode: 200, executedVersion: '$LATEST' });
    assert.deepEqual(responsePayload, { done: 1 });
  });

  test('runs an event again that a power cut has interrupted', async () => {
    await configure({ MaximumRetryAttempts: 0 });
    const requestId = await sendEvent(`{"url":"${reports.held}"}`);
    assert.equal((await reports.next()).text, requestId);
    await endpoint.kill();
    await start('0.05');
    lambda = localClients(endpoint).lambda;
    const again = await reports.next();
    assert.equal(again.text, requestId);
    again.release();
  });

  test('loses no event that was accepted before a power cut', async () => {
    const accepted: string[] = [];
    const killed = Promise.withResolvers<void>();
    const client = async () => {
      for (;;) {
        accepted.push(await sendEvent(`{"url":"${reports.url}"}`));
        if (accepted.length === 40) killed.resolve(endpoint.kill());
      }
    };
    const ended = Promise.allSettled([1, 2, 3, 4].map(client));
    await killed.promise;
    await ended;
    await start('0.05');
    lambda = localClients(endpoint).lambda;
    await allFinished(dataFolder);
    const ran = new Set(reports.takeAll().map(({ text }) => text));
    assert.deepEqual(
      accepted.filter((requestId) => !ran.has(requestId)),
      [],
    );
    assert.ok(accepted.length >= 40);
  });

  test('holds throttled events back until there is room', async () => {
    await create('single', { 'index.mjs': worker });
    const single = { FunctionName: 'single', ReservedConcurrentExecutions: 1 };
    await lambda.send(new PutFunctionConcurrencyCommand(single));
    const sent = [1, 2, 3].map(() => sendEvent(`{"url":"${reports.held}"}`, undefined, 'single'));
    const requestIds = await Promise.all(sent);
    const ran: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const report = await reports.next();
      assert.deepEqual(reports.waiting, []);
      ran.push(report.text);
      report.release();
    }
    assert.deepEqual(ran.sort(), requestIds.sort());
  });

  test('does not run events of a function that has no concurrency at all', async () => {
    await create('none', { 'index.mjs': worker });
    const none = { FunctionName: 'none', ReservedConcurrentExecutions: 0 };
    await lambda.send(new PutFunctionConcurrencyCommand(none));
    const OnFailure = { Destination: arn('told') };
    await configure({ FunctionName: 'none', DestinationConfig: { OnFailure } });
    await sendEvent(`{"url":"${reports.url}"}`, undefined, 'none');
    const record = JSON.parse((await reports.next()).text);
    assert.equal(record.requestContext.condition, 'ZeroReservedConcurrency');
    assert.equal(record.requestContext.approximateInvokeCount, 0);
    assert.equal('responsePayload' in record, false);
  });

  test('says in its log which targets it cannot deliver to', async () => {
    const queue = 'arn:aws:sqs:us-east-1:000000000000:failures';
    const topic = 'arn:aws:sns:us-east-1:000000000000:dead';
    const DeadLetterConfig = { TargetArn: topic };
    await create('lost', { 'index.mjs': worker }, { DeadLetterConfig });
    await configure({
      FunctionName: 'lost',
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: queue } },
    });
    const requestId = await sendEvent(`{"url":"${reports.url}","fail":true}`, undefined, 'lost');
    await reports.next();
    await allFinished(dataFolder);
    const { logs } = localClients(endpoint);
    const search = { logGroupName: '/aws/lambda/lost', filterPattern: `"${requestId} could not"` };
    const { events = [] } = await logs.send(new FilterLogEventsCommand(search));
    const written = events.map(({ message = '' }) => message).sort();
    assert.equal(written.length, 2);
    assert.ok(written[0]?.includes(queue) !== written[1]?.includes(queue));
    for (const target of [queue, topic]) {
      assert.match(endpoint.stderr(), new RegExp(`lost: .*${requestId}.*could not.* ${target}`));
    }
  });

  function configure(
    config: Omit<PutFunctionEventInvokeConfigCommandInput, 'FunctionName'> & {
      FunctionName?: string;
    },
  ) {
    return lambda.send(
      new PutFunctionEventInvokeConfigCommand({ FunctionName: 'worker', ...config }),
    );
  }

  async function sendEvent(Payload: string, Qualifier?: string, FunctionName = 'worker') {
    const { StatusCode, $metadata, ...answer } = await lambda.send(
      new InvokeCommand({ FunctionName, Qualifier, Payload, InvocationType: 'Event' }),
    );
    assert.equal(StatusCode, 202);
    assert.deepEqual([answer.ExecutedVersion, answer.Payload?.byteLength ?? 0], [undefined, 0]);
    return $metadata.requestId ?? '';
  }
});

suite('an event whose retries are far apart', () => {
  let endpoint: LocalEndpoint;
  let lambda: LambdaClient;
  let reports: Reports;
  let create: Awaited<ReturnType<typeof functionMaker>>;
  const FunctionName = 'worker';

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint({ args: ['--event-retry-base', '100'] });
    reports = await startReports();
    const clients = localClients(endpoint);
    lambda = clients.lambda;
    create = await functionMaker(clients);
    await create('told', { 'index.mjs': destination });
  });

  setup(() => create(FunctionName, { 'index.mjs': worker }));

  suiteTeardown(async () => {
    reports.close();
    await endpoint.stop();
  });

  async function fail(): Promise<void> {
    const Payload = `{"url":"${reports.url}","fail":true}`;
    await lambda.send(new InvokeCommand({ FunctionName, Payload, InvocationType: 'Event' }));
    await reports.next();
  }

  test('is given up when it would be too old at the next', async () => {
    const DestinationConfig = { OnFailure: { Destination: arn('told') } };
    const config = { FunctionName, MaximumEventAgeInSeconds: 60, DestinationConfig };
    await lambda.send(new PutFunctionEventInvokeConfigCommand(config));
    await fail();
    const { requestContext } = JSON.parse((await reports.next()).text);
    assert.equal(requestContext.condition, 'EventAgeExceeded');
    assert.equal(requestContext.approximateInvokeCount, 1);
    await lambda.send(new DeleteFunctionCommand({ FunctionName }));
  });

  test('is dropped with its function', async () => {
    await fail();
    await lambda.send(new DeleteFunctionCommand({ FunctionName }));
    await allFinished(endpoint.dataFolder);
  });

  test('is dropped when the account is emptied', async () => {
    await fail();
    const reset = await fetch(`${endpoint.endpoint}/.lambda-bench/reset`, {
      method: 'POST',
      headers: { authorization: `Bearer ${endpoint.secretAccessKey}` },
    });
    assert.equal(reset.status, 204);
    await allFinished(endpoint.dataFolder);
  });
});

suite('event invoke configs of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let lambda: LambdaClient;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    const clients = localClients(endpoint);
    lambda = clients.lambda;
    const create = await functionMaker(clients);
    await create('orders', { 'index.mjs': destination });
    await create('told', { 'index.mjs': destination });
    await lambda.send(new PublishVersionCommand({ FunctionName: 'orders' }));
  });

  suiteTeardown(() => endpoint.stop());

  test('are put as a whole, updated member by member, listed and deleted', async () => {
    const FunctionName = 'orders';
    const put = await lambda.send(
      new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 0 }),
    );
    assert.deepEqual(settings(put), {
      FunctionArn: `${arn('orders')}:$LATEST`,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnSuccess: {}, OnFailure: {} },
    });
    assert.ok(Math.abs(Number(put.LastModified) - Date.now()) < 60_000);
    const update = { FunctionName, MaximumEventAgeInSeconds: 100 };
    await lambda.send(new UpdateFunctionEventInvokeConfigCommand(update));
    const read = await lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
    assert.deepEqual(settings(read), {
      ...settings(put),
      MaximumEventAgeInSeconds: 100,
    });
    const OnSuccess = { Destination: '' };
    const version = { FunctionName, Qualifier: '1', DestinationConfig: { OnSuccess } };
    const none = await lambda.send(new PutFunctionEventInvokeConfigCommand(version));
    assert.deepEqual(none.DestinationConfig, { OnSuccess: {}, OnFailure: {} });
    const list = await lambda.send(
      new ListFunctionEventInvokeConfigsCommand({ FunctionName, MaxItems: 1 }),
    );
    assert.equal(list.FunctionEventInvokeConfigs?.length, 1);
    const rest = await lambda.send(
      new ListFunctionEventInvokeConfigsCommand({ FunctionName, Marker: list.NextMarker }),
    );
    assert.deepEqual(
      rest.FunctionEventInvokeConfigs?.map(({ FunctionArn }) => FunctionArn),
      [`${arn('orders')}:1`],
    );
    await lambda.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName }));
    const gone = refusalOf(lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName })));
    assert.deepEqual(await gone, {
      name: 'ResourceNotFoundException',
      message: `The function ${arn('orders')}:$LATEST doesn't have an EventInvokeConfig`,
      status: 404,
    });
  });

  const refused: [Partial<PutFunctionEventInvokeConfigCommandInput>, string][] = [
    [{}, 'You must specify at least one of error handling or destination setting.'],
    [{ FunctionName: 'nope', MaximumRetryAttempts: 1 }, "The function doesn't exist."],
    [{ Qualifier: '7', MaximumRetryAttempts: 1 }, "The function doesn't exist."],
    [
      { DestinationConfig: { OnFailure: { Destination: arn('nope') } } },
      `The destination ARN ${arn('nope')} is invalid.`,
    ],
    [
      { DestinationConfig: { OnFailure: { Destination: arn('orders') } } },
      "You can't specify the function as a destination for itself.",
    ],
    [
      { DestinationConfig: { OnSuccess: { Destination: 'arn:aws:s3:::bucket' } } },
      'The provided destination config DestinationConfig(onSuccess=OnSuccess(destination=arn:aws:s3:::bucket), onFailure=null) is invalid.',
    ],
  ];
  for (const [input, expected] of refused) {
    test(`are refused for ${JSON.stringify(input)}: ${expected}`, async () => {
      const call = new PutFunctionEventInvokeConfigCommand({ FunctionName: 'orders', ...input });
      assert.equal((await refusalOf(lambda.send(call))).message, expected);
    });
  }

  function settings({
    $metadata,
    LastModified,
    ...rest
  }: PutFunctionEventInvokeConfigCommandOutput) {
    return rest;
  }
});

function arn(name: string): string {
  return `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
}

/** Resolves when no event waits or runs. */
async function allFinished(dataFolder: string): Promise<void> {
  const folder = join(dataFolder, 'events', 'us-east-1');
  const done = new AbortController();
  const changes = watch(folder, { signal: done.signal });
  const isEmpty = async () => (await readdir(folder)).length === 0;
  // The watcher stands before the first look.
  let change = changes.next();
  try {
    for (; !(await isEmpty()); change = changes.next()) await change;
  } finally {
    change.catch(() => undefined);
    done.abort();
  }
}
