import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readdir, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from '../../src/aws/outcome.ts';
import type { History } from '../../src/history/history.ts';
import type { Limits } from '../../src/history/limits.ts';
import { answered, newEntry } from '../support/historyEntries.ts';
import { day, type HistoryFolder, makeHistoryFolder } from '../support/historyFolder.ts';

suite('the history on disk', () => {
  let at: HistoryFolder;
  let history: History;

  setup(async () => {
    at = await makeHistoryFolder();
    history = at.open();
  });
  teardown(() => at.remove());

  const ids = async () => (await history.list()).map(({ id }) => id);
  const entryFiles = () => readdir(join(at.folder, 'entries'));

  const outcomes: Record<Outcome['kind'] | 'streamed', Outcome> = {
    answered: answered('{"n":12345678901234567890}'),
    streamed: {
      ...answered('part'),
      ...{ logRefused: true, logPlace: { group: '/aws/lambda/orders', stream: 's' } },
      stream: {
        ...{ firstPart: 3, size: 9_000_000, file: undefined, notKept: 'the disk is full' },
        errorDetails: '{"errorMessage":"broken"}',
      },
    },
    queued: { kind: 'queued', status: 202, elapsed: 2, requestId: 'r' },
    allowed: { kind: 'allowed', status: 204, elapsed: 2, requestId: undefined },
    notInvoked: {
      ...{ kind: 'notInvoked', elapsed: 1, requestId: 'r', mayRetry: true },
      failure: {
        message: 'it is not there',
        advice: 'Create it.',
        code: 'ResourceNotFoundException',
      },
    },
    lost: {
      ...{ kind: 'lost', elapsed: 9, requestId: undefined },
      failure: { message: 'reset', advice: '', code: 'ECONNRESET' },
    },
    cancelled: { kind: 'cancelled', elapsed: 7 },
  };
  for (const [kind, outcome] of Object.entries(outcomes)) {
    test(`gives an invocation back as it was kept: ${kind}`, async () => {
      const kept = newEntry({
        outcome,
        notes: ['the file is empty, so an empty payload was sent'],
        request: {
          ...{ path: '/w/é.json', functionName: 'orders', qualifier: 'live', type: 'Event' },
          options: { clientContext: '{"a":1}', tenantId: 't', durableExecutionName: 'd' },
        },
      });
      await history.record(kept);
      const [id = ''] = await ids();
      const whole = await at.open().whole(id);
      assert.deepEqual(whole.outcome, outcome);
      assert.deepEqual(Buffer.from(whole.payload), kept.payload);
      const { startedAt, place, request, payloadName, notes } = whole.entry;
      assert.deepEqual(
        { startedAt, place, request, payloadName, notes },
        {
          ...{ startedAt: kept.startedAt, place: kept.place, request: kept.request },
          ...{ payloadName: kept.payloadName, notes: kept.notes },
        },
      );
      assert.deepEqual(await history.read([id]), [whole.entry]);
    });
  }

  test('keeps how an answer in parts ended, and says that a large one is not kept', async () => {
    const stream = { size: 9e6, firstPart: 41, errorDetails: '{"errorMessage":"bad"}' };
    const outcome: Outcome = {
      ...answered('the beginning'),
      functionError: 'Unhandled',
      logPlace: { group: '/aws/lambda/orders', stream: 'one' },
      stream: { ...stream, file: join(at.folder, 'response'), notKept: undefined },
    };
    await history.record(newEntry({ outcome }));
    const [id = ''] = await ids();
    const { entry, outcome: whole } = await history.whole(id);
    assert.ok(whole.kind === 'answered' && entry.outcome.kind === 'answered');
    assert.equal(entry.outcome.error, 'bad');
    assert.deepEqual(whole.logPlace, outcome.logPlace);
    const notKept = 'the history keeps no large answers.';
    assert.deepEqual(whole.stream, { ...stream, file: undefined, notKept });
  });

  test('keeps bytes that are no text, and none, apart from a log that is not there', async () => {
    const payload = Buffer.from([0, 10, 255, 123, 10]);
    const outcome = { ...answered(''), payload: Buffer.from([10, 0, 200]), log: undefined };
    await history.record(newEntry({ payload, outcome }));
    await history.record(
      newEntry({ startedAt: 1e12, payload: Buffer.alloc(0), outcome: answered('', '') }),
    );
    at.limits = { ...at.limits, age: Number.POSITIVE_INFINITY };
    const [first = '', second = ''] = await ids();
    const whole = await history.whole(first);
    assert.deepEqual(Buffer.from(whole.payload), payload);
    assert.deepEqual(whole.outcome, outcome);
    assert.deepEqual((await history.whole(second)).outcome, answered('', ''));
  });

  test('says what a failed function said, and what it took, without reading its answer', async () => {
    const payload = Buffer.from('{"errorType":"TypeError","errorMessage":"no id"}');
    await history.record(
      newEntry({ outcome: { ...answered(''), payload, functionError: 'Unhandled' } }),
    );
    const [entry] = await history.read(await ids());
    assert.equal(entry?.outcome.kind === 'answered' && entry.outcome.error, 'TypeError: no id');
    assert.deepEqual(entry?.figures, { duration: 12.31, billed: 13, memory: 128, memoryUsed: 61 });
  });

  test('can be read by nobody but the user', async function () {
    if (process.platform === 'win32') this.skip();
    await history.record(newEntry());
    const [id = ''] = await ids();
    const payloadFile = await history.payloadFile(id);
    for (const path of [at.folder, join(at.folder, 'entries'), join(at.folder, 'payloads')]) {
      assert.equal((await stat(path)).mode & 0o777, 0o700, path);
    }
    const [file = ''] = await entryFiles();
    for (const path of [
      join(at.folder, 'entries', file),
      payloadFile,
      join(at.folder, 'format.json'),
    ]) {
      assert.equal((await stat(path)).mode & 0o777, 0o600, path);
    }
  });

  test('lists the newest first, whoever wrote it', async () => {
    const now = Date.now();
    const other = at.open();
    for (const age of [3, 1, 2]) {
      await (age === 1 ? other : history).record(
        newEntry({ startedAt: now - age, payloadName: String(age) }),
      );
    }
    const names = (await history.read(await ids())).map(({ payloadName }) => payloadName);
    assert.deepEqual(names, ['1', '2', '3']);
  });

  test('shows nothing beyond a limit, and drops the files', async () => {
    const now = Date.now();
    for (let index = 0; index < 5; index += 1) {
      await history.record(newEntry({ startedAt: now - index * day, payload: Buffer.alloc(1000) }));
    }
    assert.equal((await ids()).length, 5);
    const each = (await history.list())[0]?.size ?? 0;
    const narrower: Limits[] = [
      { ...at.limits, entries: 3 },
      { ...at.limits, size: each * 3 },
      { ...at.limits, age: 2.5 * day },
    ];
    const wide = at.limits;
    for (const narrow of narrower) {
      at.limits = narrow;
      assert.equal((await ids()).length, 3);
      at.limits = wide;
      assert.equal((await ids()).length, 5, 'nothing is dropped by looking');
    }
    at.limits = { ...at.limits, entries: 3 };
    await at.open().record(newEntry());
    assert.equal((await entryFiles()).length, 3);
  });

  test('passes damaged entries over, and names them in the log', async () => {
    for (let index = 0; index < 6; index += 1) {
      await history.record(newEntry({ startedAt: Date.now() + index }));
    }
    const [cut = '', empty = '', notText = '', other = '', longer = ''] = await ids();
    const file = (id: string) => join(at.folder, 'entries', `${id}.entry`);
    await truncate(file(cut), 20);
    await truncate(file(empty), 0);
    await writeFile(file(notText), Buffer.from([0xff, 0x0a]));
    await writeFile(file(other), '{"startedAt":"yesterday"}\n');
    await appendFile(file(longer), 'x');
    const read = await history.read(await ids());
    assert.equal(read.length, 2, 'its first line says all that a list shows');
    await history.read(await ids());
    assert.equal(at.logged.length, 4, 'once for each');
    assert.match(at.logged[0] ?? '', /is damaged and not shown: .*\.entry$/);
    for (const id of [cut, empty, notText, other, longer]) {
      await assert.rejects(history.whole(id), /^UserError: .*is damaged\. Delete it/);
    }
    await history.remove([cut, empty, notText, other, longer]);
    assert.equal((await entryFiles()).length, 1);
  });

  test('refuses what a later version wrote, and leaves it as it is', async () => {
    await history.record(newEntry());
    await writeFile(join(at.folder, 'format.json'), '{"format":2}');
    await assert.rejects(history.list(), /^UserError: .*later version of Lambda Bench \(format 2;/);
    await assert.rejects(history.clear(), /later version/);
    await history.record(newEntry());
    await history.record(newEntry());
    assert.equal((await entryFiles()).length, 1);
    assert.equal(at.failures.length, 1, 'a person is told once');
    assert.match(
      at.failures[0] ?? '',
      /^This invocation of orders is not in the history: .*Update the/,
    );
    assert.equal(at.logged.length, 2);
  });

  test('takes a damaged mark for its own', async () => {
    await history.record(newEntry());
    await writeFile(join(at.folder, 'format.json'), '{"for');
    assert.equal((await at.open().list()).length, 1);
  });

  test('an invocation that cannot be kept is told, and nothing throws', async () => {
    await writeFile(join(at.home, 'file'), '');
    at.folder = join(at.home, 'file', 'history');
    await at.open().record(newEntry());
    assert.match(at.failures[0] ?? '', /is not in the history: ENOTDIR/);
  });

  test('removes entries with their payload files, others stay', async () => {
    for (let index = 0; index < 3; index += 1)
      await history.record(newEntry({ startedAt: Date.now() + index }));
    const [first = '', second = ''] = await ids();
    const payloadFile = await history.payloadFile(first);
    await history.remove([first, first]);
    await assert.rejects(stat(payloadFile), { code: 'ENOENT' });
    await assert.rejects(history.whole(first), /no longer in the history/);
    assert.equal((await ids())[0], second);
    assert.deepEqual(await history.read([first]), []);
    await history.clear();
    assert.deepEqual(await entryFiles(), []);
    assert.deepEqual(at.logged, []);
  });

  test('takes nothing but an id for an id', async () => {
    await history.record(newEntry());
    const secret = join(at.home, 'secret.entry');
    await writeFile(secret, 'x');
    for (const id of ['../../secret', '', '1', 'format']) {
      await assert.rejects(history.whole(id), /no longer in the history/, id);
      await assert.rejects(history.remove([id]), /no longer in the history/, id);
    }
    await stat(secret);
  });

  test('sweeps what an ended process left unfinished, not what may still be written', async () => {
    await history.record(newEntry());
    const [old, young] = ['old', 'young'].map((name) =>
      join(at.folder, 'entries', `${name}.unfinished`),
    );
    await writeFile(old ?? '', 'x');
    await writeFile(young ?? '', 'x');
    const before = new Date(Date.now() - 2 * day);
    await utimes(old ?? '', before, before);
    await at.open().record(newEntry());
    assert.deepEqual(
      (await entryFiles()).filter((name) => !name.endsWith('.entry')),
      ['young.unfinished'],
    );
  });

  test('tells who watches of changes, by another window too, until they stop', async () => {
    let heard = 0;
    const stop = history.watch(() => {
      heard += 1;
    });
    await at.open().record(newEntry());
    while (heard === 0) await delay(20);
    stop();
    await delay(300);
    const before = heard;
    await at.open().record(newEntry());
    await delay(300);
    assert.equal(heard, before);
  });

  test('survives SIGKILL of several windows that write at once', async function () {
    this.timeout(60_000);
    const acknowledged = new Set<string>();
    for (let round = 0; round < 8; round += 1) {
      const windows = [0, 1, 2].map((number) => killedWriter(`${round}-${number}`, acknowledged));
      await Promise.all(windows);
    }
    at.limits = { entries: 100_000, size: 2 ** 40, age: day };
    const listed = await ids();
    const found = new Set<unknown>();
    for (const id of listed) {
      const { payload } = await history.whole(id);
      found.add(JSON.parse(String(payload)).sent);
    }
    assert.equal((await history.read(listed)).length, listed.length);
    assert.deepEqual(at.logged, []);
    assert.ok(acknowledged.size > 24, String(acknowledged.size));
    assert.deepEqual(
      [...acknowledged].filter((each) => !found.has(each)),
      [],
    );
  });

  /** A process that keeps invocations, killed at some moment after it has begun. */
  async function killedWriter(name: string, acknowledged: Set<string>): Promise<void> {
    const script = join(import.meta.dirname, '../support/historyWriter.ts');
    const child = spawn(process.execPath, [script, at.folder, name], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    let left = 1 + Math.floor(Math.random() * 20);
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged.add(line);
      left -= 1;
      if (left === 0) setTimeout(() => child.kill('SIGKILL'), Math.random() * 10);
    }
    const [code, signal] = await ended;
    assert.equal(signal, 'SIGKILL', `it ended with ${code}`);
  }
});
