import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { connect } from '../../src/aws/connect.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { queuePayload } from '../../src/commands/queuePayload.ts';
import { showFullLog } from '../../src/commands/showFullLog.ts';
import { stopLog } from '../../src/commands/stopLog.ts';
import { tailLogs } from '../../src/commands/tailLogs.ts';
import type { Request } from '../../src/history/invocations.ts';
import { formatReport } from '../../src/views/report.ts';
import { lambdaError, startFaultServer } from '../support/faultServer.ts';
import { localClients } from '../support/localClients.ts';
import { createRunning } from '../support/nodeFunction.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const source = `export const handler = async ({ lines, word }) => {
  for (let line = 1; line <= lines; line += 1) process.stdout.write(\`\${word} \${line} ${'.'.repeat(40)}\\n\`);
};`;

suite('logs of functions', () => {
  let bench: TestBench;
  let opened: TestApp;

  suiteSetup(async () => {
    bench = await startTestBench();
    await createRunning(bench.account, 'talks', source);
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    opened.shown.logs.at(-1)?.stop();
    return opened.finish(this.currentTest);
  });

  const event = (word: string, lines = 200) =>
    opened.write('event.json', JSON.stringify({ word, lines }));
  const text = () => opened.shown.logs.at(-1)?.text ?? '';
  async function until(pattern: RegExp): Promise<void> {
    while (!pattern.test(text())) await delay(20);
  }

  test('show all of an invocation whose answer had the end only, and nothing of others', async () => {
    const payload = await event('first');
    await invokePayload(opened.app, { payload, functionName: 'talks' });
    await event('second');
    await invokePayload(opened.app, { payload, functionName: 'talks' });
    const [report] = opened.shown.results;
    assert.ok(report);
    const block = formatReport(report);
    assert.doesNotMatch(block, /first 1 /);
    assert.match(block, /Show Full Log #1 shows what comes before/);
    await showFullLog(opened.app, { id: 1 });
    assert.match(
      text(),
      /START RequestId: [\s\S]*first 1 \.[\s\S]*first 200 \.[\s\S]*REPORT RequestId/,
    );
    assert.doesNotMatch(text(), /second/);
    assert.match(text(), /── end of the log\n$/);
  });

  test('of a queued event are waited for and followed to their end', async () => {
    const payload = await event('queued');
    await queuePayload(opened.app, { payload, functionName: 'talks' });
    await showFullLog(opened.app);
    assert.match(text(), /queued 1 \.[\s\S]*queued 200 \.[\s\S]*REPORT RequestId/);
  });

  test('are followed from now on, until that is stopped', async () => {
    const payload = await event('before', 1);
    await invokePayload(opened.app, { payload, functionName: 'talks' });
    const row = { kind: 'function', function: await bench.account.functions.find('talks') };
    await delay(2);
    const following = tailLogs(opened.app, row);
    await event('live', 3);
    await invokePayload(opened.app, { payload, functionName: 'talks' });
    await until(/live 3 /);
    await event('later', 3);
    await invokePayload(opened.app, { payload, functionName: 'talks' });
    await until(/later 3 /);
    stopLog(opened.app);
    await following;
    assert.doesNotMatch(text(), /before/);
    assert.equal(text().split('live 2 ').length, 2, 'each line comes once');
    assert.match(text(), /── stopped\n$/);
  });

  test('of a function that never ran are waited for until the person gives up', async () => {
    const { functions } = bench.account;
    assert.equal(await functions.logGroup('never-made'), '/aws/lambda/never-made');
    const account = {
      ...bench.account,
      functions: { ...functions, logGroup: async () => '/none' },
    };
    const connection = { ...opened.app.connection, account: async () => account };
    await invokePayload(opened.app, { payload: await event('x', 1), functionName: 'talks' });
    const waiting = showFullLog({ ...opened.app, connection });
    await until(/log of request/);
    stopLog(opened.app);
    await waiting;
    assert.match(text(), /── stopped\n$/);
  });

  test('need an invocation with a request id', async () => {
    await assert.rejects(showFullLog(opened.app), /Nothing was invoked in this window yet/);
    await assert.rejects(showFullLog(opened.app, { id: 7 }), /#7 is no longer kept/);
    await opened.app.invocations.track(
      {
        path: undefined,
        functionName: 'talks',
        qualifier: undefined,
        type: 'RequestResponse',
        options: {},
      },
      async () => ({ kind: 'queued', status: 202, elapsed: 1, requestId: undefined }),
    );
    await assert.rejects(showFullLog(opened.app), /has no request id/);
  });

  test('of an earlier time that no answer came from end with the time that it may have run in', async () => {
    const startedAt = Date.now() - 3 * 60 * 60_000;
    const place = { logGroupName: '/aws/lambda/past', logStreamName: 'one' };
    const { logs } = localClients(bench.endpoint);
    await logs.send(new CreateLogGroupCommand({ logGroupName: place.logGroupName }));
    await logs.send(new CreateLogStreamCommand(place));
    const logEvents = [-60, -5, 1, 15 * 60, 20 * 60].map((seconds) => ({
      timestamp: startedAt + seconds * 1000,
      message: `at ${seconds}`,
    }));
    await logs.send(new PutLogEventsCommand({ ...place, logEvents }));
    const request: Request = {
      ...{ path: undefined, functionName: 'past', qualifier: undefined },
      ...{ type: 'RequestResponse', options: {} },
    };
    const outcome = { kind: 'unanswered' } as const;
    const id = opened.app.invocations.recall({ request, startedAt, outcome });
    const functions = { ...bench.account.functions, logGroup: async () => place.logGroupName };
    const account = { ...bench.account, functions };
    const connection = { ...opened.app.connection, account: async () => account };
    await showFullLog({ ...opened.app, connection }, { id });
    const [, ...lines] = text().split('\n');
    const said = lines.map((line) => line.replace(/^\d{4}-\d\d-\d\d [\d:.]{12} {2}/, ''));
    assert.deepEqual(said, ['at -5', 'at 1', 'at 900', '── end of the log', '']);
  });

  test('that are said to be elsewhere are read there, apart from what others write between', async () => {
    const { requestIds, stream } = await twoAtATime(bench);
    const [first = '', second = ''] = requestIds;
    const { app } = opened;
    await app.invocations.track(
      {
        ...{ path: undefined, functionName: 'talks', qualifier: undefined },
        ...{ type: 'RequestResponse', options: {} },
      },
      async () => ({
        ...{ kind: 'answered', status: 200, elapsed: 1, payload: Buffer.from('1') },
        ...{ functionError: undefined, executedVersion: '1', log: undefined },
        ...{ requestId: first, logPlace: { group: '/managed', stream } },
      }),
    );
    await showFullLog(app);
    assert.match(
      text(),
      new RegExp(`in /managed; [\\s\\S]*${first} one\\n[\\s\\S]*${first} two\\n`),
    );
    assert.match(text(), /platform\.report[\s\S]*── end of the log\n$/);
    assert.doesNotMatch(text(), new RegExp(second));
  });

  test('of another connection are not looked for on this one', async () => {
    await invokePayload(opened.app, { payload: await event('x', 1), functionName: 'talks' });
    const connection = { ...opened.app.connection, name: 'elsewhere' };
    const showing = showFullLog({ ...opened.app, connection });
    await assert.rejects(showing, /ran on the connection local, and its log is there/);
  });

  test('are not offered by every endpoint, and the message says so', async () => {
    const server = await startFaultServer(
      lambdaError(501, 'NotImplemented', { message: 'No logs here.' }),
    );
    await invokePayload(opened.app, { payload: await event('x', 1), functionName: 'talks' });
    const account = { ...connect(server.target), functions: bench.account.functions };
    const connection = { ...opened.app.connection, account: async () => account };
    const showing = showFullLog({ ...opened.app, connection });
    await assert.rejects(showing, /could not read the log .*: faulty does not offer this/i);
    await server.close();
  });

  test('in JSON are laid out for reading', async () => {
    const { app } = opened;
    const functionName = 'json';
    const { logs } = bench.account;
    const lines = [
      { timestamp: '2026-11-26T00:00:00Z', level: 'INFO', requestId: 'r-1', message: 'hello' },
      { deep: { n: 12345678901234567890n.toString() } },
    ];
    const events = async function* () {
      yield lines.map((line) => ({ timestamp: 0, message: JSON.stringify(line) }));
    };
    const account = { ...bench.account, logs: { ...logs, follow: events } };
    const connection = { ...app.connection, account: async () => account };
    const found = await bench.account.functions.find('talks');
    const row = { kind: 'function', function: { ...found, name: functionName } };
    await tailLogs({ ...app, connection }, row);
    assert.match(text(), /\n2026-11-26T00:00:00Z\tr-1\tINFO\thello\n\{\n {2}"deep": \{\n/);
  });

  test('that break off say so in the document too', async () => {
    await invokePayload(opened.app, { payload: await event('x', 1), functionName: 'talks' });
    const doomed = await startTestBench();
    const connection = { ...opened.app.connection, account: async () => doomed.account };
    await doomed.close();
    await assert.rejects(showFullLog({ ...opened.app, connection }), /is not running/);
    assert.match(text(), /could not be read further\n$/);
  });
});

/** Writes what two invocations of one environment log at a time, as JSON, into one stream. */
async function twoAtATime(
  bench: TestBench,
): Promise<{ requestIds: readonly string[]; stream: string }> {
  const { logs } = localClients(bench.endpoint);
  const group = { logGroupName: '/managed' };
  const stream = { ...group, logStreamName: '2026/11/26/managed[1]' };
  await logs.send(new CreateLogGroupCommand(group));
  await logs.send(new CreateLogStreamCommand(stream));
  const requestIds = [randomUUID(), randomUUID()];
  const lines = [
    ...requestIds.map((requestId) => `${requestId} one`),
    ...requestIds.map((requestId) => `${requestId} two`),
    ...requestIds.map(
      (requestId) => `{"type":"platform.report","record":{"requestId":"${requestId}"}}`,
    ),
  ];
  const timestamp = Date.now();
  const logEvents = lines.map((message) => ({ timestamp, message }));
  await logs.send(new PutLogEventsCommand({ ...stream, logEvents }));
  return { requestIds, stream: stream.logStreamName };
}
