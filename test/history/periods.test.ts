import assert from 'node:assert/strict';
import { periodsOf } from '../../src/history/periods.ts';

suite('the periods of the history', () => {
  const now = new Date(2026, 10, 26, 0, 30);
  const at = (...time: [number, number, number, number]) => {
    const startedAt = new Date(...time).getTime();
    return { id: new Date(startedAt).toString(), startedAt, size: 0 };
  };

  test('are days as the clock on the wall has them, then months', () => {
    const listed = [
      at(2026, 10, 26, 0),
      at(2026, 10, 25, 23),
      at(2026, 10, 25, 0),
      at(2026, 10, 24, 23),
      at(2026, 10, 19, 0),
      at(2026, 10, 18, 23),
      at(2026, 10, 1, 0),
      at(2026, 9, 31, 23),
      at(2025, 9, 31, 23),
    ];
    const periods = periodsOf(listed, now).map(({ name, ids }) => [name, ids.length]);
    assert.deepEqual(periods, [
      ['Today', 1],
      ['Yesterday', 2],
      ['Last 7 Days', 2],
      ['November 2026', 2],
      ['October 2026', 1],
      ['October 2025', 1],
    ]);
    assert.deepEqual(periodsOf([], now), []);
  });

  test('a clock that was set back puts nothing into the future', () => {
    assert.deepEqual(
      periodsOf([at(2026, 10, 27, 0)], now).map(({ name }) => name),
      ['Today'],
    );
  });
});
