import assert from 'node:assert/strict';
import type { Row, ViewName } from '../../src/app/row.ts';
import { Cancelled, UserError } from '../../src/errors.ts';
import { createBelow, type FetchRows } from '../../src/views/below.ts';
import { createPlaces } from '../../src/views/places.ts';

const parent: Row = { kind: 'more', view: 'functions', isFetching: false };
const child: Row = { kind: 'tag', key: 'team', value: 'blue' };
const other: Row = { kind: 'tag', key: 'team', value: 'green' };
const onTheirWay: Row = { kind: 'more', view: 'functions', isFetching: true };

/** What is fetched comes when the test says so. */
function belowOf(view: ViewName = 'functions') {
  const fetches: (PromiseWithResolvers<readonly Row[]> & { row: Row; signal: AbortSignal })[] = [];
  const changes: Row[] = [];
  const fetch: FetchRows = (row, signal) => {
    const fetched = Promise.withResolvers<readonly Row[]>();
    fetches.push({ ...fetched, row, signal });
    return fetched.promise;
  };
  const below = createBelow({
    view,
    fetch,
    idOf: createPlaces().idOf,
    onChange: (row) => changes.push(row),
  });
  return { below, fetches, changes };
}

suite('rows below rows', () => {
  test('are awaited by who asks first, and kept', async () => {
    const { below, fetches, changes } = belowOf();
    const first = below.of(parent);
    fetches[0]?.resolve([child]);
    assert.deepEqual(await first, [child]);
    assert.deepEqual(below.of(parent), [child]);
    assert.deepEqual([fetches.length, changes], [1, []]);
  });

  test('keep nobody waiting who draws them again while they are fetched', async () => {
    const { below, fetches, changes } = belowOf();
    const first = below.of(parent);
    assert.deepEqual(below.of(parent), [onTheirWay]);
    assert.deepEqual(changes, []);
    fetches[0]?.resolve([child]);
    await first;
    assert.deepEqual(changes, [parent]);
    assert.deepEqual(below.of(parent), [child]);
    assert.equal(fetches.length, 1);
  });

  test('let nobody wait any longer when something is drawn', async () => {
    const { below, fetches, changes } = belowOf();
    const first = below.of(parent);
    below.hurry();
    assert.deepEqual(await first, [onTheirWay]);
    fetches[0]?.resolve([child]);
    await new Promise(setImmediate);
    assert.deepEqual([below.of(parent), changes], [[child], [parent]]);
    below.hurry();
    assert.deepEqual(changes, [parent]);
  });

  test('stay while they are fetched again because their parent was listed anew', async () => {
    const { below, fetches, changes } = belowOf();
    const first = below.of(parent);
    fetches[0]?.resolve([child]);
    await first;
    const anew = { ...parent };
    assert.deepEqual(below.of(anew), [child]);
    assert.deepEqual(below.of(anew), [child]);
    assert.deepEqual([fetches.length, fetches[1]?.row === anew, changes], [2, true, []]);
    fetches[1]?.resolve([other]);
    await new Promise(setImmediate);
    assert.equal(changes.length, 1);
    assert.equal(changes[0], anew);
    assert.deepEqual(below.of(anew), [other]);
  });

  test('are replaced at once when they were fetched again on demand', async () => {
    const { below, fetches, changes } = belowOf();
    const first = below.of(parent);
    fetches[0]?.resolve([child]);
    await first;
    const again = below.again(parent);
    assert.deepEqual([below.of(parent), changes], [[child], []]);
    fetches[1]?.resolve([other]);
    await again;
    assert.deepEqual([below.of(parent), changes], [[other], [parent]]);
    await below.again(child);
    assert.equal(fetches.length, 2);
  });

  test('that are fetched twice at a time are those of the later one', async () => {
    const { below, fetches, changes } = belowOf();
    const first = below.of(parent);
    const again = below.again(parent);
    assert.equal(fetches[0]?.signal.aborted, true);
    fetches[1]?.resolve([other]);
    await again;
    fetches[0]?.resolve([child]);
    assert.deepEqual(await first, [other]);
    assert.deepEqual([below.of(parent), changes], [[other], [parent]]);
  });

  test('can be put there, whatever is still being fetched', async () => {
    const { below, fetches, changes } = belowOf();
    void below.of(parent);
    below.put(parent, [other]);
    fetches[0]?.resolve([child]);
    await new Promise(setImmediate);
    assert.deepEqual([below.of(parent), changes], [[other], []]);
    assert.deepEqual(below.parents(), [parent]);
  });

  for (const [error, message] of [
    [new UserError('It is not allowed.'), 'It is not allowed.'],
    [new Cancelled(), 'Not loaded: it was cancelled.'],
  ] as const) {
    test(`that cannot be fetched become one row: ${message}`, async () => {
      const { below, fetches } = belowOf('roles');
      const first = below.of(parent);
      fetches[0]?.reject(error);
      assert.deepEqual(await first, [{ kind: 'failure', view: 'roles', message, of: parent }]);
    });
  }

  test('that are still being fetched are given up when they are forgotten', async () => {
    const { below, fetches, changes } = belowOf();
    void below.of(parent);
    void below.of(parent);
    below.forget(parent);
    assert.equal(fetches[0]?.signal.aborted, true);
    const next = below.of(parent);
    below.forgetAll();
    assert.equal(fetches[1]?.signal.aborted, true);
    fetches[0]?.resolve([child]);
    fetches[1]?.resolve([child]);
    await next;
    assert.deepEqual([changes, below.parents()], [[], []]);
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
