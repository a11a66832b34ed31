import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { keyOf } from '../../src/history/entryId.ts';
import type { History } from '../../src/history/history.ts';
import { answered, newEntry } from '../support/historyEntries.ts';
import { day, type HistoryFolder, makeHistoryFolder } from '../support/historyFolder.ts';

suite('what is in flight, on disk', () => {
  let at: HistoryFolder;
  let history: History;

  setup(async () => {
    at = await makeHistoryFolder();
    history = at.open();
  });
  teardown(() => at.remove());

  const { outcome: _, ...sent } = newEntry();
  const ids = async () => (await history.list()).map(({ id }) => id);
  const names = () => readdir(join(at.folder, 'entries'));
  const kinds = async () => (await history.read(await ids())).map(({ outcome }) => outcome.kind);

  function send(startedAt = Date.now()): string {
    const id = history.sending({ ...sent, startedAt });
    assert.ok(id);
    return id;
  }

  /** As if another process had sent it. */
  async function sentBy(sender: unknown): Promise<string> {
    const id = send();
    const path = join(at.folder, 'entries', `${id}.sent`);
    const [header = '', ...others] = (await readFile(path, 'latin1')).split('\n');
    const changed = JSON.stringify({ ...JSON.parse(header), sender });
    await writeFile(path, [changed, ...others].join('\n'), 'latin1');
    return id;
  }

  test('is there before it is sent, and becomes its outcome as the same row', async () => {
    const id = send();
    assert.deepEqual(await names(), [`${id}.sent`]);
    const [entry] = await history.read(await ids());
    assert.deepEqual(entry?.outcome, { kind: 'running' });
    assert.equal(entry.figures, undefined);
    const { payload, outcome } = await at.open().whole(id);
    assert.deepEqual([String(payload), outcome], [String(sent.payload), { kind: 'running' }]);
    await history.record({ ...sent, startedAt: entry.startedAt, outcome: answered('"done"') }, id);
    const [ended = ''] = await ids();
    assert.deepEqual(await names(), [`${ended}.entry`]);
    assert.equal(keyOf(ended), keyOf(id));
    assert.notEqual(ended, id, 'it says how large it is');
    assert.deepEqual(await kinds(), ['answered']);
    assert.equal((await history.whole(id)).entry.id, ended, 'by its id of before too');
    assert.deepEqual(at.logged, []);
  });

  test('can be read by nobody but the user', async function () {
    if (process.platform === 'win32') this.skip();
    const id = send();
    assert.equal((await stat(join(at.folder, 'entries', `${id}.sent`))).mode & 0o777, 0o600);
    assert.equal((await stat(join(at.folder, 'entries'))).mode & 0o777, 0o700);
  });

  test('is told once when a window ended between two writes', async () => {
    const id = send();
    const path = join(at.folder, 'entries', `${id}.sent`);
    await cp(path, `${path}.kept`);
    await history.record({ ...sent, outcome: answered('"done"') }, id);
    await cp(`${path}.kept`, path);
    assert.deepEqual(await kinds(), ['answered']);
    assert.equal((await history.whole(id)).outcome.kind, 'answered');
    await at.open().record(newEntry());
    assert.equal((await names()).filter((name) => name.endsWith('.sent')).length, 0);
    await cp(`${path}.kept`, path);
    await history.remove(await ids());
    assert.deepEqual(await ids(), []);
  });

  test('that is deleted is not kept when it ends', async () => {
    const deleted = send();
    const cleared = send();
    await history.remove([deleted]);
    assert.deepEqual(await kinds(), ['running']);
    await history.clear();
    for (const id of [deleted, cleared]) {
      await history.record({ ...sent, outcome: answered('"secret"') }, id);
    }
    assert.deepEqual(await names(), []);
    assert.deepEqual([at.logged, at.failures], [[], []]);
    await assert.rejects(history.whole(deleted), /no longer in the history/);
  });

  test('goes with its payload file, though it has ended since that was written', async () => {
    const id = send();
    const file = await history.payloadFile(id);
    assert.equal(await readFile(file, 'utf8'), String(sent.payload));
    await history.record({ ...sent, outcome: answered('"done"') }, id);
    await history.remove([id]);
    assert.deepEqual([await names(), await readdir(join(at.folder, 'payloads'))], [[], []]);
  });

  test('counts among the others where there is a limit', async () => {
    const id = send(Date.now() - 2 * day);
    for (let index = 0; index < 3; index += 1) await history.record(newEntry());
    at.limits = { ...at.limits, entries: 3 };
    assert.deepEqual(await kinds(), ['answered', 'answered', 'answered']);
    await at.open().record(newEntry());
    await history.record({ ...sent, outcome: answered('"late"') }, id);
    assert.deepEqual(await kinds(), ['answered', 'answered', 'answered']);
    assert.equal((await names()).length, 3);
  });

  test('is told from a later process of the same number, and from one before the system was started', async () => {
    const { ppid: pid } = process;
    const booted = Math.round(Date.now() / 1000);
    await sentBy({ pid, booted: 1000, started: 'another start' });
    await sentBy({ pid: process.pid, booted, started: 'another start' });
    assert.deepEqual(await kinds(), ['unanswered', 'unanswered']);
  });

  test('that is damaged is passed over, and named in the log', async () => {
    const booted = 1000;
    const broken = [
      await sentBy({ pid: 0, booted, started: '' }),
      await sentBy({ pid: -1, booted, started: '' }),
      await sentBy({ pid: 1.5, booted, started: '' }),
      await sentBy({ pid: '7', booted, started: '' }),
      await sentBy({ pid: 7, booted: 'yesterday', started: '' }),
      await sentBy(null),
      send(),
      send(),
    ];
    const path = (id = '') => join(at.folder, 'entries', `${id}.sent`);
    await truncate(path(broken[6]), 20);
    await truncate(path(broken[7]), 0);
    const short = send();
    await truncate(path(short), (await stat(path(short))).size - 1);
    assert.deepEqual(await kinds(), ['running'], 'its first line says all that a list shows');
    assert.equal(at.logged.length, broken.length);
    assert.match(at.logged[0] ?? '', /is damaged and not shown: .*\.sent$/);
    for (const id of [...broken, short]) {
      await assert.rejects(history.whole(id), /^UserError: .*is damaged\. Delete it/);
    }
    await history.remove([...broken, short]);
    assert.deepEqual(await names(), []);
  });

  test('stands where an earlier version looks for nothing, and nothing of a later one is touched', async () => {
    send();
    await writeFile(join(at.folder, 'entries', '1795667780600-141-0abc79d840f3.later'), 'x');
    assert.deepEqual(await kinds(), ['running']);
    assert.equal(await readFile(join(at.folder, 'format.json'), 'utf8'), '{"format":1}\n');
    await history.clear();
    assert.deepEqual(await names(), ['1795667780600-141-0abc79d840f3.later']);
  });

  test('cannot be kept where a later version wrote, nor without a folder; the send hears nothing of it', async () => {
    await history.record(newEntry());
    await writeFile(join(at.folder, 'format.json'), '{"format":2}');
    assert.equal(history.sending(sent), undefined);
    assert.equal((await names()).length, 1);
    await writeFile(join(at.home, 'file'), '');
    at.folder = join(at.home, 'file', 'history');
    assert.equal(at.open().sending(sent), undefined);
    assert.match(at.logged[0] ?? '', /does not show that orders is in flight: .*later version/);
    assert.match(at.logged[1] ?? '', /does not show that orders is in flight: ENOTDIR/);
    assert.deepEqual(at.failures, [], 'how it ends is told, and what is not kept then');
  });

  test('an outcome that cannot be kept is told, and leaves nothing that seems to run', async () => {
    const id = send();
    await writeFile(join(at.folder, 'format.json'), '{"format":2}');
    await history.record({ ...sent, outcome: answered('"done"') }, id);
    assert.match(at.failures[0] ?? '', /^This invocation of orders is not in the history: /);
    assert.deepEqual(await names(), []);
  });

  test('of a window that is killed is in doubt; who watches hears of it, and of its files nothing changes', async () => {
    const { child, id } = await sender();
    assert.deepEqual(await kinds(), ['running']);
    let heard = 0;
    const stop = history.watch(() => {
      heard += 1;
    });
    await delay(500);
    heard = 0;
    child.kill('SIGKILL');
    await once(child, 'exit');
    while (heard === 0) await delay(20);
    stop();
    assert.deepEqual(await kinds(), ['unanswered']);
    const { payload, outcome, entry } = await history.whole(id);
    assert.deepEqual(outcome, { kind: 'unanswered' });
    assert.equal(entry.request.functionName, 'orders');
    assert.match(String(payload), /^\{"id":/);
    assert.deepEqual(at.logged, []);
  });

  /** A process with something in flight. */
  async function sender() {
    const script = `
      import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../src/history/store.ts'))};
      import { newEntry } from ${JSON.stringify(join(import.meta.dirname, '../support/historyEntries.ts'))};
      const limits = () => ({ entries: 1000, size: 2 ** 40, age: 2 ** 40 });
      const { outcome: _, ...sent } = newEntry();
      const history = openStore({ folder: process.argv[1], limits, log: console.error, onFailure: console.error });
      process.stdout.write(history.sending(sent));
      setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, at.folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [id] = await once(child.stdout, 'data');
    return { child, id: String(id) };
  }
});
