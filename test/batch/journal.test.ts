import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  continueJournal,
  type Journal,
  readJournal,
  startJournal,
} from '../../src/batch/journal.ts';

suite('the record of what a batch sends', () => {
  let folder: string;
  let path: string;
  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lambda-bench-journal-'));
    path = join(folder, 'a.journal');
  });
  teardown(async () => {
    for (const journal of open.splice(0)) await journal.close(false);
    await rm(folder, { recursive: true, force: true });
  });

  const open: Journal[] = [];

  const plan = { identity: 'lines 1', target: 'orders' };

  /** Three about to be sent: one was, one was taken back, one never came to it. */
  async function begin() {
    const journal = await startJournal(path, plan);
    open.push(journal);
    await journal.aboutToSend([1, 2, 3]);
    journal.sending(1);
    journal.sending(2);
    await journal.notSent(2);
    return journal;
  }

  test('a process that ends leaves in doubt what it was sending, and no more', async () => {
    await begin();
    const recorded = await readJournal(path);
    assert.deepEqual(recorded?.sent, new Set([1]));
    assert.equal(recorded?.openProcess, process.pid);
    assert.equal(recorded?.identity, 'lines 1');
  });

  test('after the system was started anew, what was about to be sent is in doubt too', async () => {
    await begin();
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(/"booted":\d+/, '"booted":1000'));
    assert.deepEqual((await readJournal(path))?.sent, new Set([1, 3]));
    const { end = 0 } = (await readJournal(path)) ?? {};
    const again = await continueJournal(path, end);
    open.push(again);
    await again.aboutToSend(['four']);
    assert.deepEqual((await readJournal(path))?.sent, new Set([1, 3]));
  });

  test('what is cut off at its end is written over by the next run', async () => {
    const journal = await begin();
    open.pop();
    await journal.close(true);
    const whole = await readFile(path, 'utf8');
    await writeFile(path, `${whole}{"at":3`);
    const recorded = await readJournal(path);
    assert.equal(recorded?.openProcess, undefined);
    const again = await continueJournal(path, recorded?.end ?? 0);
    await again.aboutToSend([3]);
    again.sending(3);
    assert.deepEqual((await readJournal(path))?.sent, new Set([1, 3]));
    await again.close(false);
    await assert.rejects(readFile(path), /ENOENT/);
  });
});
