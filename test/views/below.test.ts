import assert from 'node:assert/strict';
import type { Row } from '../../src/app/row.ts';
import { Cancelled, UserError } from '../../src/errors.ts';
import { createBelow } from '../../src/views/below.ts';
import { createPlaces } from '../../src/views/places.ts';

const parent: Row = { kind: 'more', view: 'functions', isFetching: false };
const child: Row = { kind: 'tag', key: 'team', value: 'blue' };

suite('rows below rows', () => {
  test('are fetched once, until they are forgotten', async () => {
    let fetched = 0;
    const below = createBelow('functions', async () => {
      fetched += 1;
      return [child];
    });
    const [one, other] = await Promise.all([below.of(parent), below.of(parent)]);
    assert.deepEqual([one, other, fetched], [[child], [child], 1]);
    below.forget(parent);
    await below.of(parent);
    assert.equal(fetched, 2);
  });

  test('can be put there', async () => {
    const below = createBelow('functions', () => Promise.reject(new Error('asked for')));
    below.put(parent, [child]);
    assert.deepEqual(await below.of(parent), [child]);
  });

  for (const [error, message] of [
    [new UserError('It is not allowed.'), 'It is not allowed.'],
    [new Cancelled(), 'Not loaded: it was cancelled.'],
  ] as const) {
    test(`that cannot be fetched become one row: ${message}`, async () => {
      const below = createBelow('roles', () => Promise.reject(error));
      assert.deepEqual(await below.of(parent), [
        { kind: 'failure', view: 'roles', message, of: parent },
      ]);
    });
  }

  test('that are still being fetched are given up when they are forgotten', async () => {
    let signal: AbortSignal | undefined;
    const below = createBelow('functions', async (_row, given) => {
      signal = given;
      await new Promise((resolve) => given.addEventListener('abort', resolve));
      throw new Cancelled();
    });
    const first = below.of(parent);
    below.forget(parent);
    assert.equal(signal?.aborted, true);
    await first;
  });

  test('have the same place when they are fetched again', () => {
    const places = createPlaces();
    const again: Row = { ...child, value: 'green' };
    places.place(undefined, [parent]);
    places.place(parent, [child, again]);
    assert.equal(places.idOf(child), places.idOf(again));
    assert.notEqual(places.idOf(child), places.idOf(parent));
    assert.equal(places.parentOf(child), parent);
    assert.equal(places.has({ ...child }), false);
  });
});
