import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCollection } from '../../../src/local/store/collection.ts';

suite('A collection of records', () => {
  let folder: string;

  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lambda-bench-'));
  });

  teardown(() => rm(folder, { recursive: true, force: true }));

  const open = () => openCollection(folder, checkText);

  test('is the same when it is opened again', async () => {
    const first = open();
    await Promise.all(
      ['b', 'a', 'ü/..', '__proto__', 'con'].map((key) => first.put(key, `${key}!`)),
    );
    await first.delete('b');
    const second = open();
    assert.deepEqual(second.keys(), ['__proto__', 'a', 'con', 'ü/..']);
    assert.equal(second.get('ü/..'), 'ü/..!');
  });

  test('tells keys apart that a file system may not', async () => {
    const first = open();
    await Promise.all([first.put('Key', 'upper'), first.put('key', 'lower')]);
    const names = await readdir(folder);
    assert.equal(new Set(names.map((name) => name.toLowerCase())).size, 2);
    assert.deepEqual([open().get('Key'), open().get('key')], ['upper', 'lower']);
  });

  test('keeps the last of many changes that were made at once', async () => {
    const first = open();
    await Promise.all(Array.from({ length: 50 }, (_, index) => first.put('key', String(index))));
    assert.equal(open().get('key'), '49');
    await Promise.all([first.put('key', 'again'), first.delete('key')]);
    assert.equal(open().get('key'), undefined);
  });

  test('tells of what is still on disk while its change is on its way there', async () => {
    const records = open();
    await records.put('key', 'before');
    const change = records.put('key', 'after');
    assert.deepEqual(records.held(), ['after', 'before']);
    await change;
    const removal = records.delete('key');
    assert.deepEqual(records.held(), ['after']);
    await removal;
    assert.deepEqual(records.held(), []);
  });

  test('is as before when a change cannot be written', async () => {
    const records = open();
    await records.put('key', 'before');
    await rm(folder, { recursive: true });
    await assert.rejects(records.put('key', 'after'));
    await assert.rejects(records.put('new', 'value'));
    assert.deepEqual([records.get('key'), records.keys()], ['before', ['key']]);
  });

  test('sets damaged files aside, keeps them, and serves the rest', async () => {
    const first = open();
    await first.put('good', 'yes');
    const damage: Record<string, string> = {
      'cut.json': '{"key":"cut","val',
      'empty.json': '',
      'strange.json': '{"key":"strange","value":7}',
    };
    for (const [name, text] of Object.entries(damage)) await writeFile(join(folder, name), text);
    const second = open();
    assert.deepEqual(second.keys(), ['good']);
    const names = await readdir(folder);
    for (const [name, text] of Object.entries(damage)) {
      const aside = names.find((found) => found.startsWith(`${name}.damaged-`));
      assert.ok(aside, name);
      assert.equal(await readFile(join(folder, aside), 'utf8'), text);
    }
  });

  test('names each damaged file when it is asked for, or when all are read', async () => {
    const first = open();
    await Promise.all(['a', 'b', 'c', 'd'].map((key) => first.put(key, `${key}!`)));
    const files = await readdir(folder);
    const fileOf = (key: string) => files.find((name) => name.startsWith(`${key}~`)) ?? '';
    await writeFile(join(folder, fileOf('b')), 'garbage');
    await rm(join(folder, fileOf('c')));
    await mkdir(join(folder, fileOf('c')));
    await rename(join(folder, fileOf('d')), join(folder, fileOf('d').replace('d~', 'e~')));
    const second = open();
    assert.equal(second.get('b'), undefined);
    await second.readAll();
    assert.deepEqual(second.keys(), ['a']);
    assert.deepEqual([...second.values()], ['a!']);
    const aside = (await readdir(folder)).filter((name) => name.includes('.damaged-'));
    assert.equal(aside.length, 3);
    await second.put('b', 'again');
    assert.equal(open().get('b'), 'again');
  });

  test('is as on disk when several changes of one record fail one after the other', async () => {
    const records = open();
    await records.put('key', 'before');
    await rm(folder, { recursive: true });
    const changes = [records.put('key', '1'), records.put('key', '2'), records.delete('key')];
    const outcomes = await Promise.allSettled(changes);
    assert.deepEqual(new Set(outcomes.map(({ status }) => status)), new Set(['rejected']));
    assert.equal(records.get('key'), 'before');
  });

  test('removes what a crash left of a write that nobody was told of', async () => {
    await writeFile(join(folder, 'half.json.1.tmp'), '{"key":');
    open();
    assert.deepEqual(await readdir(folder), []);
  });
});

function checkText(value: unknown): string {
  if (typeof value !== 'string') throw new Error('it is no text');
  return value;
}
