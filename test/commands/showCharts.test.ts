import assert from 'node:assert/strict';
import type { FunctionSummary } from '../../src/aws/lambdaFunction.ts';
import { showCharts } from '../../src/commands/showCharts.ts';
import type { NewEntry } from '../../src/history/entry.ts';
import { readPageMessage } from '../../src/views/charts/pageMessage.ts';
import { answered, newEntry, reportLine } from '../support/historyEntries.ts';
import { choose } from '../support/scriptedPrompts.ts';
import { openTestApp, startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('charts of a function', () => {
  let bench: TestBench;
  let opened: TestApp;
  suiteSetup(async () => {
    bench = await startTestBench();
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await openTestApp(bench.account, []);
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  const start = Date.now() - 1_000_000;
  async function record(...entries: readonly Partial<NewEntry>[]): Promise<void> {
    const history = await opened.app.history();
    for (const [index, entry] of entries.entries()) {
      await history.record(newEntry({ startedAt: start + index * 1000, ...entry }));
    }
  }
  const request = (
    functionName: string,
    type: NewEntry['request']['type'] = 'RequestResponse',
  ) => ({
    request: { path: undefined, functionName, qualifier: undefined, type, options: {} },
  });
  const row = (name: string) => ({
    kind: 'function',
    function: {
      ...{ name, arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`, role: '' },
      ...{ runtime: 'nodejs24.x', handler: 'index.handler', description: '', memory: 128 },
      ...{ timeout: 3, lastModified: '', codeSha256: '', tenantIsolation: false, durable: false },
    } satisfies FunctionSummary,
  });

  test('show duration, billed time, memory, cold starts and errors, and a table with the same', async () => {
    await record(
      { outcome: answered('1', reportLine(10.5, { init: 120 })) },
      {
        outcome: {
          ...answered('{"errorMessage":"no"}', reportLine(20)),
          functionError: 'Unhandled',
        },
      },
      { outcome: { kind: 'cancelled', elapsed: 5 } },
      request('others'),
      request('orders', 'DryRun'),
      { place: { ...newEntry().place, region: 'eu-west-1' } },
      { ...request('arn:aws:lambda:us-east-1:000000000000:function:orders') },
    );
    await showCharts(opened.app, row('orders'));
    const [page] = opened.shown.charts;
    assert.equal(page?.title, 'orders: charts');
    assert.equal(
      page.subtitle,
      'local · 000000000000 · us-east-1 · 4 invocations · 1 cold start · 1 error',
    );
    const series = page.charts.map((chart) =>
      Object.fromEntries(chart.series.map(({ name, values }) => [name, values])),
    );
    assert.deepEqual(series, [
      {
        duration: [10.5, 20, null, 12.31],
        billed: [11, 20, null, 13],
        init: [120, null, null, null],
      },
      { used: [61, 61, null, 61], configured: [128, 128, null, 128] },
      { 'cold starts': [1, 0, 0, 0] },
      { errors: [0, 1, 0, 0] },
    ]);
    const [summary, all] = page.tables;
    assert.deepEqual(summary?.rows[0]?.cells, [
      'Duration (ms)',
      '3',
      '10.5',
      '12.31',
      '20',
      '20',
      '20',
      '20',
    ]);
    assert.deepEqual(
      all?.rows.map(({ cells }) => cells.slice(1)),
      [
        ['4', '12.31', '13', '', '61 of 128', '200 in 43 ms'],
        ['3', '', '', '', '', 'stopped waiting after 5 ms'],
        ['2', '20', '20', '', '61 of 128', 'function error in 43 ms: no'],
        ['1', '10.5', '11', '120', '61 of 128', '200 in 43 ms'],
      ],
    );
    for (const { columns, rows } of page.tables) {
      for (const { cells } of rows) assert.equal(cells.length, columns.length);
    }
  });

  test('of many invocations count some at a time', async () => {
    await record(...Array.from({ length: 120 }, (_, index) => ({ startedAt: start + index })));
    await showCharts(opened.app, row('orders'));
    const cold = opened.shown.charts[0]?.charts[2];
    assert.equal(cold?.title, 'Cold starts in each 3 invocations');
    assert.deepEqual(cold.x.values.slice(0, 3), [1, 4, 7]);
    assert.equal(cold.series[0]?.values.length, 40);
  });

  test('of a row of the history, or of a function that is chosen', async () => {
    await record({}, request('others'), {});
    const [newest] = await (await opened.app.history()).list();
    await showCharts(opened.app, { kind: 'invocation', entry: { id: newest?.id } });
    opened.prompts.expect(
      choose('Function whose charts are shown', 'others', { shows: /local.*\n1 invocation$/ }),
    );
    await showCharts(opened.app);
    const titles = opened.shown.charts.map(({ title }) => title);
    assert.deepEqual(titles, ['orders: charts', 'others: charts']);
  });

  test('need a history', async () => {
    await assert.rejects(showCharts(opened.app), /^UserError: The history is empty/);
    await assert.rejects(
      showCharts(opened.app, row('orders')),
      /^UserError: The history has no invocation of orders on local/,
    );
  });

  test('take nothing from their page but what it may say', () => {
    assert.deepEqual(readPageMessage({ kind: 'ready', more: 1 }), { kind: 'ready' });
    assert.deepEqual(readPageMessage({ kind: 'open', table: 1, row: 0, command: 'x' }), {
      ...{ kind: 'open', table: 1, row: 0 },
    });
    const others = [
      ...[undefined, null, 'ready', 7, [], {}, { kind: 'run' }, { kind: 'open' }],
      ...[-1, 0.5, '0', null, Number.NaN].map((table) => ({ kind: 'open', table, row: 0 })),
    ];
    for (const other of others) assert.equal(readPageMessage(other), undefined);
  });
});
