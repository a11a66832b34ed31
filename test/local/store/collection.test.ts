import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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
