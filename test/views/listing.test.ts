import assert from 'node:assert/strict';
import { createListing } from '../../src/views/listing.ts';

async function* numbers(pages: number, size: number): AsyncGenerator<number[]> {
  for (let page = 0; page < pages; page++) {
    yield Array.from({ length: size }, (_, index) => page * size + index);
  }
}

suite('listing', () => {
  test('fetches nothing until somebody looks, and then once', async () => {
    let begun = 0;
    const listing = createListing({
      pages: () => {
        begun++;
        return numbers(1, 3);
      },
      onChange: () => undefined,
    });
    assert.equal(begun, 0);
    await Promise.all([listing.started(), listing.started()]);
    await listing.settled();
    assert.deepEqual(listing.rows(), [0, 1, 2]);
    assert.equal(begun, 1);
    assert.equal(listing.hasMore(), false);
  });

  test('stops after a first amount of rows and goes on when asked', async () => {
    const listing = createListing({ pages: () => numbers(10, 50), onChange: () => undefined });
    await listing.started();
    await listing.settled();
    assert.equal(listing.rows().length, 200);
    assert.equal(listing.hasMore(), true);
    await listing.more();
    await listing.more();
    assert.equal(listing.rows().length, 500);
    assert.equal(listing.hasMore(), false);
  });

  test('goes on until the wanted row is there', async () => {
    const listing = createListing({ pages: () => numbers(10, 50), onChange: () => undefined });
    await listing.restart((row) => row === 333);
    assert.ok(listing.rows().includes(333));
    assert.equal(listing.rows().length, 350);
  });

  test('keeps the rows that came before a failure, and starts anew when asked', async () => {
    let broken = true;
    const listing = createListing({
      pages: async function* () {
        yield [1];
        if (broken) throw new Error('cut off');
        yield [2];
      },
      onChange: () => undefined,
    });
    await listing.started();
    await listing.settled();
    assert.deepEqual(listing.rows(), [1]);
    assert.match(String(listing.failure()), /cut off/);
    broken = false;
    await listing.restart();
    await listing.settled();
    assert.deepEqual(listing.rows(), [1, 2]);
    assert.equal(listing.failure(), undefined);
  });

  test('keeps a failure that came before the wanted row', async () => {
    const listing = createListing<number>({
      // biome-ignore lint/correctness/useYield: it fails before it has anything to yield.
      pages: async function* () {
        throw new Error('not allowed');
      },
      onChange: () => undefined,
    });
    await listing.restart((row) => row === 1);
    assert.match(String(listing.failure()), /not allowed/);
  });

  test('drops rows of a listing that was started anew meanwhile', async () => {
    const first = Promise.withResolvers<void>();
    let begun = 0;
    const listing = createListing({
      pages: async function* () {
        if (++begun === 1) {
          await first.promise;
          yield ['old'];
        } else {
          yield ['new'];
        }
      },
      onChange: () => undefined,
    });
    const old = listing.started();
    await listing.restart();
    first.resolve();
    await old;
    assert.deepEqual(listing.rows(), ['new']);
  });

  test('is waited for again when all was forgotten while it began', async () => {
    let begun = 0;
    const listing = createListing({
      pages: async function* () {
        // As a connection that is selected anew while a view asks for its account.
        await Promise.resolve();
        if (++begun === 1) listing.reset();
        yield [begun];
      },
      onChange: () => undefined,
    });
    await listing.started();
    assert.deepEqual(listing.rows(), [2]);
  });

  test('goes on to the end when all rows are needed, also when that turns out later', async () => {
    let all = false;
    let changes = 0;
    const listing = createListing({
      pages: () => numbers(10, 50),
      onChange: () => {
        changes += 1;
      },
      needsAll: () => all,
    });
    await listing.started();
    await listing.settled();
    assert.deepEqual([listing.rows().length, listing.isFetching()], [200, false]);
    all = true;
    listing.goOn();
    assert.equal(listing.isFetching(), true);
    await listing.settled();
    assert.deepEqual([listing.rows().length, listing.hasMore()], [500, false]);
    // Nobody awaited the last six pages, their end, and that no more was on its way.
    assert.equal(changes, 8);
  });

  test('says at last that no more is on its way', async () => {
    const states: boolean[] = [];
    const listing = createListing({
      pages: () => numbers(10, 50),
      onChange: () => void states.push(listing.isFetching()),
    });
    await listing.started();
    await listing.more();
    assert.equal(listing.hasMore(), true);
    assert.equal(states.at(-1), false);
  });

  test('tells nothing of what somebody awaits, and draws at the end', async () => {
    let changes = 0;
    const listing = createListing({ pages: () => numbers(10, 50), onChange: () => changes++ });
    await listing.started();
    await listing.restart((row) => row === 333);
    assert.equal(changes, 0);
  });

  test('shows the first page although the second one is slow', async () => {
    const second = Promise.withResolvers<void>();
    const listing = createListing({
      async *pages() {
        yield [1];
        await second.promise;
        yield [2];
      },
      onChange: () => undefined,
    });
    await listing.started();
    assert.deepEqual([listing.rows(), listing.isFetching()], [[1], true]);
    second.resolve();
    await listing.settled();
    assert.deepEqual(listing.rows(), [1, 2]);
  });

  test('is fetched by one loop, however many ask', async () => {
    const listing = createListing({ pages: () => numbers(20, 50), onChange: () => undefined });
    await listing.started();
    await Promise.all([listing.more(), listing.more(), listing.settled()]);
    const rows = listing.rows();
    assert.deepEqual(
      rows,
      Array.from({ length: rows.length }, (_, index) => index),
    );
  });
});
