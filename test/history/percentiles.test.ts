import assert from 'node:assert/strict';
import { percentile, summarise } from '../../src/history/percentiles.ts';

suite('percentiles', () => {
  test('are values that were measured, by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    const found = [1, 50, 90, 95, 99, 99.1, 100].map((percent) => percentile(hundred, percent));
    assert.deepEqual(found, [1, 50, 90, 95, 99, 100, 100]);
    assert.deepEqual(
      [1, 50, 51, 100].map((percent) => percentile([10, 20], percent)),
      [10, 10, 20, 20],
    );
    assert.equal(percentile([7], 50), 7);
  });

  test('are of the values in whatever order, compared as numbers', () => {
    const values = [100, 9, 20];
    assert.deepEqual(summarise(values), {
      ...{ count: 3, least: 9, median: 20, p90: 100, p95: 100, p99: 100, most: 100 },
    });
    assert.deepEqual(values, [100, 9, 20]);
  });

  test('are nothing for nothing', () => {
    assert.equal(summarise([]), undefined);
  });
});
