import assert from 'node:assert/strict';
import { errorPattern } from '../../src/batch/errorPattern.ts';
import { formatSummary } from '../../src/batch/formatSummary.ts';
import { startSummary } from '../../src/batch/summary.ts';

suite('the summary of a batch', () => {
  test('errors that differ in ids, numbers, times and quoted texts only are of one kind', () => {
    const same = [
      ['order 12 failed', 'order 7 failed'],
      ['no item "a-1"', 'no item "b"'],
      ["Cannot read 'x'", "Cannot read 'total'"],
      [
        'request 6f1c2f3e-8a44-4b0e-9c1d-2f6f5b9f7d10 failed',
        'request 0e1c2f3e-8a44-4b0e-9c1d-2f6f5b9f7dff failed',
      ],
      ['at 2026-11-22T15:04:05.123Z', 'at 2025-01-02T03:04:05Z'],
      ['key ord8f3a9c21d4e5b6a7', 'key ord1f3a9c21d4e5b6a8'],
      ['timed out after 3.00 seconds', 'timed out after 10.02 seconds'],
    ] as const;
    for (const [one, other] of same) assert.equal(errorPattern(one), errorPattern(other));
    assert.notEqual(errorPattern('it cannot'), errorPattern("it can't"));
    assert.notEqual(errorPattern('utf8 is bad'), errorPattern('utf16 is bad'));
    assert.equal(errorPattern("don't stop, won't you"), "don't stop, won't you");
    assert.ok(errorPattern('"'.repeat(100_000)).length <= 200);
  });

  test('says counts, percentiles, cold starts, cost and the groups of errors', () => {
    const summing = startSummary();
    for (let key = 1; key <= 100; key += 1) {
      const init = key <= 2 ? { init: 100 + key } : {};
      summing.add({
        key,
        outcome: 'ok',
        elapsed: 2 * key,
        duration: key,
        billed: key,
        memory: key,
        ...init,
      });
    }
    const error = { type: 'TypeError', message: 'no item 3' };
    summing.add({ key: 101, outcome: 'functionError', elapsed: 1, duration: 1, billed: 1, error });
    summing.add({
      key: 102,
      outcome: 'functionError',
      elapsed: 1,
      error: { ...error, message: 'no item 4' },
    });
    summing.add({
      key: 103,
      outcome: 'lost',
      elapsed: 1500,
      error: { type: 'ECONNRESET', message: 'gone' },
    });
    assert.equal(summing.failed, 3);
    assert.deepEqual(formatSummary(summing.summary()), [
      '✔  100 answered',
      '✖  2 ended with a function error',
      '✖  1 lost their answer: the function may have run',
      '   duration   median 50 ms · p90 90 ms · p99 99 ms · longest 100 ms',
      '   round trip median 100 ms · p90 182 ms · p99 200 ms · longest 1.50 s',
      '   billed 5,051 ms in all · memory up to 100 MB · 2 cold starts (init up to 102 ms)',
      '── errors, grouped',
      '2 × TypeError: no item <n> (first: line 101)',
      '1 × ECONNRESET: gone (first: line 103)',
    ]);
  });

  test('any number of kinds of errors stays readable', () => {
    const summing = startSummary();
    for (let key = 0; key < 1000; key += 1) {
      const message = String.fromCodePoint(0x4e00 + key);
      summing.add({ key, outcome: 'functionError', error: { type: 'E', message } });
    }
    const { errors } = summing.summary();
    assert.equal(errors.length, 201);
    assert.deepEqual(errors[0], { type: 'Others', message: '', count: 800, example: 'line 200' });
    assert.equal(formatSummary(summing.summary()).at(-1), '… and 181 more kinds of errors');
  });

  test('nothing at all is no fault', () => {
    assert.deepEqual(formatSummary(startSummary().summary()), []);
  });
});
