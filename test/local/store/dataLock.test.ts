import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identifyProcess, isRunning } from '../../../src/local/processIdentity.ts';
import { FolderHeldError, lockDataFolder } from '../../../src/local/store/dataLock.ts';

suite('The lock of a data folder', () => {
  let folder: string;

  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lambda-bench-'));
  });

  teardown(() => rm(folder, { recursive: true, force: true }));

  test('is held until it is given back', () => {
    const unlock = lockDataFolder(folder);
    assert.throws(() => lockDataFolder(folder), FolderHeldError);
    unlock();
    lockDataFolder(folder)();
    assert.equal(existsSync(join(folder, 'lock')), false);
  });

  test('of a process that is gone is taken over, and nothing is left lying about', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    const identity = identifyProcess(child.pid ?? 0);
    await once(child, 'exit');
    await writeFile(join(folder, 'lock'), JSON.stringify(identity));
    const unlock = lockDataFolder(folder);
    assert.deepEqual(await readdir(folder), ['lock']);
    unlock();
  });

  test('that cannot be read is taken over', async () => {
    for (const content of ['', '{', '{"pid":"1"}']) {
      await writeFile(join(folder, 'lock'), content);
      lockDataFolder(folder)();
    }
  });

  test('is got by one of many that want it when its holder is gone', async () => {
    await writeFile(join(folder, 'lock'), JSON.stringify({ pid: process.pid, started: 'before' }));
    const module = new URL('../../../src/local/store/dataLock.ts', import.meta.url);
    const script = `
      const { lockDataFolder } = await import(${JSON.stringify(module.href)});
      process.stdin.once('data', () => {
        try { lockDataFolder(${JSON.stringify(folder)}); console.log('got'); } catch { console.log('not'); }
        process.stdin.once('data', () => process.exit());
      });
      console.log('ready');`;
    const children = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script]),
    );
    const say = () =>
      Promise.all(children.map(async ({ stdout }) => String(await once(stdout, 'data')).trim()));
    await say();
    const answers = say();
    for (const { stdin } of children) stdin.write('go');
    assert.equal((await answers).filter((answer) => answer === 'got').length, 1);
    for (const { stdin } of children) stdin.write('end');
    await Promise.all(children.map((child) => once(child, 'exit')));
  });
});

suite('A process', () => {
  test('is told from a later one with the same number', () => {
    const own = identifyProcess(process.pid);
    assert.equal(isRunning(own), true);
    assert.equal(isRunning({ ...own, started: 'another time' }), false);
  });
});
