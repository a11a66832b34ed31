import assert from 'node:assert/strict';
import type { Report } from '../../src/app/show.ts';
import type { Failure, Outcome } from '../../src/aws/outcome.ts';
import { outcomeText, runningText } from '../../src/views/statusText.ts';

suite('the status bar', () => {
  const failure: Failure = { message: 'it is not there', advice: '', code: '' };
  const common = { elapsed: 51.4, requestId: undefined };
  const answered = {
    ...common,
    kind: 'answered',
    status: 200,
    payload: Buffer.from('{}'),
    functionError: undefined,
    executedVersion: undefined,
    log: undefined,
  } as const;

  function after(outcome: Outcome, qualifier?: string) {
    const report: Report = {
      id: 1,
      functionName: 'orders',
      qualifier,
      connection: 'prod',
      accountId: '123456789012',
      region: 'eu-west-1',
      startedAt: new Date(0),
      type: 'RequestResponse',
      payloadName: 'events/a.json',
      payloadSize: 2,
      notes: [],
      outcome,
      mapPaths: (text) => text,
    };
    return outcomeText(report);
  }

  test('says how the last one ended and how long it took', () => {
    assert.deepEqual(after(answered, 'live'), {
      text: '$(check) orders:live 51 ms',
      tooltip:
        'orders:live on prod · 123456789012 · eu-west-1, events/a.json\nClick to show the result.',
    });
  });

  const timedOut = Buffer.from(
    '{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: 1 Error: Task timed out after 3.00 seconds"}',
  );
  for (const [outcome, text, severity] of [
    [{ ...answered, functionError: 'Unhandled' }, '$(error) orders failed, 51 ms', 'error'],
    [
      { ...answered, functionError: 'Unhandled', payload: timedOut },
      '$(error) orders timed out, 51 ms',
      'error',
    ],
    [{ ...common, kind: 'queued', status: 202 }, '$(check) orders queued', undefined],
    [{ ...common, kind: 'allowed', status: 204 }, '$(check) orders allowed', undefined],
    [
      { ...common, kind: 'notInvoked', failure, mayRetry: true },
      '$(error) orders not invoked',
      'error',
    ],
    [{ ...common, kind: 'lost', failure }, '$(warning) orders may have run', 'warning'],
    [{ kind: 'cancelled', elapsed: 51.4 }, '$(circle-slash) orders may be running on', 'warning'],
  ] as const satisfies readonly (readonly [Outcome, string, string | undefined])[]) {
    test(`tells "${text}" apart`, () => {
      const told = after(outcome);
      assert.equal(told.text, text);
      assert.equal(told.severity, severity);
    });
  }

  test('counts the seconds of what runs, from the first one on', () => {
    const run = {
      path: undefined,
      functionName: 'orders',
      qualifier: undefined,
      type: 'RequestResponse',
      options: {},
      startedAt: 1000,
    } as const;
    assert.equal(runningText([run], 1900).text, '$(sync~spin) orders');
    assert.equal(runningText([run], 13_000).text, '$(sync~spin) orders 12 s');
    const two = runningText([run, { ...run, type: 'Event', startedAt: 9000 }], 13_000);
    assert.equal(two.text, '$(sync~spin) 2 invocations 12 s');
    assert.match(two.tooltip, /^Invoking orders\nQueueing orders\nClick to stop waiting/);
  });
});
