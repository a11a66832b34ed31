import assert from 'node:assert/strict';
import type { Item, Key } from '../../src/batch/item.ts';
import { recordAhead } from '../../src/batch/recordAhead.ts';

suite('recording what is about to be sent', () => {
  function recorder() {
    const groups: (readonly Key[])[] = [];
    return { groups, aboutToSend: async (keys: readonly Key[]) => void groups.push(keys) };
  }

  async function* events(count: number, size = 2): AsyncGenerator<Item> {
    for (let key = 1; key <= count; key += 1) yield { key, payload: Buffer.alloc(size, ' ') };
  }

  async function keysOf(items: AsyncIterable<Item>): Promise<Key[]> {
    const keys: Key[] = [];
    for await (const { key } of items) keys.push(key);
    return keys;
  }

  test('all come in order, and none before its group is on the disk', async () => {
    const { groups, aboutToSend } = recorder();
    const seen: Key[] = [];
    for await (const { key } of recordAhead(events(8), { aboutToSend }, 3)) {
      assert.ok(groups.flat().includes(key));
      seen.push(key);
    }
    assert.deepEqual(seen, [1, 2, 3, 4, 5, 6, 7, 8]);
    assert.deepEqual(groups, [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8],
    ]);
  });

  test('what cannot be sent is not recorded', async () => {
    const { groups, aboutToSend } = recorder();
    async function* items(): AsyncGenerator<Item> {
      yield { key: 1, problem: 'not JSON' };
      yield* events(1);
    }
    assert.deepEqual(await keysOf(recordAhead(items(), { aboutToSend }, 1)), [1, 1]);
    assert.deepEqual(groups, [[1]]);
  });

  test('of large events few are held at a time', async () => {
    const { groups, aboutToSend } = recorder();
    await keysOf(recordAhead(events(4, 600_000), { aboutToSend }, 1000));
    assert.deepEqual(groups, [
      [1, 2],
      [3, 4],
    ]);
  });

  test('a source that fails does so after what came before', async () => {
    const failure = new Error('changed');
    async function* items(): AsyncGenerator<Item> {
      yield* events(4);
      throw failure;
    }
    const seen: Key[] = [];
    await assert.rejects(async () => {
      for await (const { key } of recordAhead(items(), recorder(), 3)) seen.push(key);
    }, failure);
    assert.deepEqual(seen, [1, 2, 3, 4]);
  });

  test('whoever stops early waits for the record that is under way, and ends the source', async () => {
    const done: string[] = [];
    async function* items(): AsyncGenerator<Item> {
      try {
        yield* events(9);
      } finally {
        done.push('ended');
      }
    }
    const aboutToSend = async ([first]: readonly Key[]) => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      done.push(`recorded ${first}`);
    };
    for await (const { key } of recordAhead(items(), { aboutToSend }, 2)) if (key === 2) break;
    assert.deepEqual(done, ['recorded 1', 'recorded 3', 'ended']);
  });
});
