import assert from 'node:assert/strict';
import type { NewEntry } from '../../src/history/entry.ts';
import { readEntry, writeEntry, writeSent } from '../../src/history/entryFile.ts';
import type { Unended } from '../../src/history/unended.ts';
import { historyRow } from '../../src/views/rows/historyRow.ts';
import { answered, newEntry } from '../support/historyEntries.ts';

suite('rows of the history', () => {
  const startedAt = new Date(2026, 10, 26, 15, 4, 5, 123).getTime();
  const failure = { message: 'orders does not exist', advice: '', code: 'ResourceNotFound' };

  function row(differences: Partial<NewEntry>) {
    const { file } = writeEntry(newEntry({ startedAt, ...differences }));
    const entry = readEntry('1', file, () => ({ kind: 'running' }));
    assert.ok(entry);
    return historyRow({ kind: 'invocation', entry });
  }

  test('say function, outcome, time and connection, to the ear too', () => {
    const { label, description, spoken, tooltip, icon } = row({
      request: { ...newEntry().request, qualifier: 'live' },
    });
    const seen = [label, description, icon];
    assert.deepEqual(seen, ['orders:live', '200 in 43 ms · 15:04:05 · local', 'pass']);
    assert.equal(spoken, 'orders:live, 200 in 43 ms, 15:04:05, local');
    const facts = [
      'Outcome: 200 in 43 ms',
      'Time: 2026-11-26 15:04:05.123',
      'Where: local · 000000000000 · us-east-1',
      'Payload: event.json, 27 bytes',
      'Type: RequestResponse',
      'Duration: 12.31 ms',
      'Billed: 13 ms',
      'Memory: 61 of 128 MB',
    ];
    assert.equal(tooltip, ['orders:live', '', ...facts].join('\n'));
  });

  test('tell each outcome apart', () => {
    const error = { errorType: 'E', errorMessage: 'no' };
    const timeout = {
      errorType: 'Sandbox.Timedout',
      errorMessage: 'RequestId: r Error: Task timed out after 3.00 seconds',
    };
    const failed = (payload: object) => ({
      ...answered(JSON.stringify(payload)),
      functionError: 'Unhandled',
    });
    const told = [
      failed(error),
      failed(timeout),
      { kind: 'queued', status: 202, elapsed: 2, requestId: 'r' } as const,
      { kind: 'allowed', status: 204, elapsed: 3, requestId: 'r' } as const,
      { kind: 'notInvoked', elapsed: 1, requestId: undefined, failure, mayRetry: false } as const,
      { kind: 'lost', elapsed: 2100, requestId: undefined, failure } as const,
      { kind: 'cancelled', elapsed: 4 } as const,
    ].map((outcome) => {
      const { description, icon } = row({ outcome });
      return [description?.replace(/ · 15:04:05 · local$/, ''), icon];
    });
    assert.deepEqual(told, [
      ['function error in 43 ms: E: no', 'error'],
      ['timed out after 3.00 s', 'error'],
      ['queued in 2 ms', 'mail'],
      ['allowed in 3 ms', 'unlock'],
      ['not invoked: orders does not exist', 'circle-slash'],
      ['connection lost after 2.10 s', 'warning'],
      ['stopped waiting after 4 ms', 'debug-stop'],
    ]);
  });

  test('say since when one is running, and that one may have run whose window has closed', () => {
    const { outcome: _, ...sent } = newEntry({ startedAt });
    const { file } = writeSent(sent, { pid: 1, booted: 1, started: '' });
    const drawn = (kind: Unended['kind']) => {
      const entry = readEntry('1', file, () => ({ kind }));
      assert.ok(entry);
      const { description, icon, tooltip } = historyRow({ kind: 'invocation', entry });
      return [description, icon, tooltip?.split('\n')[2]];
    };
    assert.deepEqual(drawn('running'), [
      ...['running since 15:04:05 · local', 'loading~spin'],
      'Outcome: running: no answer came yet',
    ]);
    assert.deepEqual(drawn('unanswered'), [
      ...['may have run: its window closed before an answer came · 15:04:05 · local', 'warning'],
      'Outcome: sent, its window closed before an answer came: the function may have run',
    ]);
  });

  test('of a period count what is in it; only today is in sight at first', () => {
    const period = (name: string) => historyRow({ kind: 'period', name, ids: ['1', '2'] });
    const [today, yesterday] = [period('Today'), period('Yesterday')];
    assert.deepEqual([today.below, yesterday.below], ['expanded', 'collapsed']);
    assert.equal(today.description, '2');
  });

  test('say why there is no history, and try again', () => {
    const { label, command } = historyRow({ kind: 'noHistory', message: 'Update it.' });
    assert.deepEqual([label, command?.command], ['Update it.', 'lambdaBench.refreshHistory']);
  });
});
