import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, rm, stat, truncate, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredLogEvent } from '../../../../src/local/store/logs/logReader.ts';
import { type LogStore, openLogStore } from '../../../../src/local/store/logs/logStore.ts';

suite('the store of logs', () => {
  let folder: string;
  let reports: string[];
  const opened: LogStore[] = [];
  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'logs-'));
    reports = [];
  });
  teardown(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    await rm(folder, { recursive: true, force: true });
  });
  const open = (limit?: number): LogStore => {
    const report = (message: string) => reports.push(message);
    const store = openLogStore(folder, limit === undefined ? { report } : { report, limit });
    opened.push(store);
    return store;
  };

  test('has events as they were written, in their order, also after a new start', async () => {
    const messages = ['one\n', 'two\nlines\r\n', '\u00a0\u001b[31m🎉\u0000', '"{}[],'];
    const store = open();
    for (const [index, message] of messages.entries()) {
      store.append('group', 'stream', { timestamp: 5 + index, message });
    }
    const read = async (from: LogStore) =>
      (await eventsOf(from)).map(({ timestamp, message }) => [timestamp, message]);
    const expected = messages.map((message, index) => [5 + index, message]);
    assert.deepEqual(await read(store), expected);
    await store.close();
    assert.deepEqual(await read(open()), expected);
  });

  test('passes over a line that a crash has cut, and goes on behind it', async () => {
    const store = open();
    store.append('group', 'stream', { timestamp: 1, message: 'whole' });
    store.append('group', 'stream', { timestamp: 2, message: 'cut' });
    await store.close();
    const [path = ''] = await segments();
    await truncate(path, (await stat(path)).size - 4);
    const again = open();
    again.append('group', 'stream', { timestamp: 3, message: 'later' });
    const events = await eventsOf(again);
    assert.deepEqual(
      events.map(({ message }) => message),
      ['whole', 'later'],
    );
    assert.equal(new Set(events.map(({ id }) => id)).size, 2);
  });

  test('passes over segments that are damaged', async () => {
    const store = open();
    store.append('group', 'stream', { timestamp: 1, message: 'whole' });
    store.append('group', 'other', { timestamp: 2, message: 'lost' });
    await store.close();
    const other = (await segments()).find((path) => path.includes('other')) ?? '';
    await truncate(other, 0);
    await appendFile(other, 'garbage\n[1]\n\u0000');
    const again = open();
    assert.deepEqual(
      (await again.streams('group')).map(({ name }) => name),
      ['stream'],
    );
    assert.deepEqual(
      (await eventsOf(again)).map(({ message }) => message),
      ['whole'],
    );
  });

  test('removes what was written to longest ago when it takes more than its limit', async () => {
    const store = open(40 * 4096);
    for (let index = 0; index < 30; index += 1) {
      store.append('group', `old ${index}`, { timestamp: index, message: 'x' });
    }
    await store.close();
    for (const [index, path] of (await segments()).entries()) await utimes(path, index, index);
    const again = open(40 * 4096);
    for (let index = 0; index < 30; index += 1) {
      again.append('group', `new ${index}`, { timestamp: 100 + index, message: 'x' });
    }
    await again.close();
    const left = (await again.streams('group')).map(({ name }) => name);
    assert.equal(left.filter((name) => name.startsWith('new')).length, 30);
    assert.equal(left.filter((name) => name.startsWith('old')).length, 6);
  });

  test('removes the oldest part of a stream that is too long by itself', async () => {
    const store = open(4 * 1024 * 1024);
    const message = 'x'.repeat(10_000);
    for (let index = 0; index < 1000; index += 1) {
      store.append('group', 'stream', { timestamp: index, message });
      if (index % 100 === 99) {
        store.flush();
        await store.close();
      }
    }
    const events = await eventsOf(store);
    const bytes = await store.storedBytes('group');
    assert(bytes > 1024 * 1024 && bytes < 6 * 1024 * 1024, String(bytes));
    assert.equal(events.at(-1)?.timestamp, 999);
    assert((events[0]?.timestamp ?? 0) > 0);
  });

  test('forgets what a group does not retain', async () => {
    const store = open();
    const now = Date.now();
    const day = 24 * 60 * 60 * 1000;
    store.append('group', 'stream', { timestamp: now - 2 * day, message: 'old' });
    store.append('group', 'stream', { timestamp: now, message: 'new' });
    store.append('group', 'silent', { timestamp: now - 2 * day, message: 'old' });
    store.flush();
    const silent = (await segments()).find((path) => path.includes('silent')) ?? '';
    await utimes(silent, (now - 2 * day) / 1000, (now - 2 * day) / 1000);
    const group = store.group('group');
    assert(group !== undefined);
    await store.putGroup({ ...group, retentionInDays: 1 });
    assert.deepEqual(
      (await eventsOf(store)).map(({ message }) => message),
      ['new'],
    );
    await store.close();
    assert(!(await segments()).includes(silent));
    assert.equal(open().group('group')?.retentionInDays, 1);
  });

  test('a deleted group is gone, and comes into being again with the next event', async () => {
    const store = open();
    store.append('group', 'stream', { timestamp: 1, message: 'first' });
    await store.deleteGroup('group');
    assert.equal(store.group('group'), undefined);
    assert.deepEqual(store.groups(), []);
    store.append('group', 'stream', { timestamp: 2, message: 'second' });
    assert.deepEqual(
      (await eventsOf(store)).map(({ message }) => message),
      ['second'],
    );
    await store.clear();
    assert.deepEqual([store.groups(), await readdir(folder)], [[], []]);
  });

  test('tells once that it cannot write, and goes on', async () => {
    const store = open();
    store.append('group', 'stream', { timestamp: 1, message: 'first' });
    store.flush();
    await rm(folder, { recursive: true });
    for (let times = 0; times < 2; times += 1) {
      store.append('group', 'stream', { timestamp: 2, message: 'lost' });
      assert.equal(store.flush(), false);
    }
    assert.equal(reports.length, 1);
    assert.match(reports[0] ?? '', /^Logs could not be written, .*ENOENT/);
  });

  async function segments(): Promise<string[]> {
    const names = await readdir(folder, { recursive: true });
    return names
      .filter((name) => name.endsWith('.log'))
      .sort()
      .map((name) => join(folder, name));
  }
});

async function eventsOf(store: LogStore): Promise<StoredLogEvent[]> {
  const all: StoredLogEvent[] = [];
  const selection = { from: 0, to: Number.POSITIVE_INFINITY };
  for await (const part of store.events('group', selection)) all.push(...part);
  return all.sort((one, other) => (one.id < other.id ? -1 : 1));
}
