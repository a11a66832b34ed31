import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { BadArchiveError } from '../../../src/local/store/archive.ts';
import { type CodeStore, openCodeStore } from '../../../src/local/store/codeStore.ts';

suite('The store of deployment packages', () => {
  let root: string;
  let used: Set<string>;

  setup(async () => {
    root = await mkdtemp(join(tmpdir(), 'lambda-bench-'));
    used = new Set();
  });

  teardown(() => rm(root, { recursive: true, force: true }));

  const zip = zipSync({ 'index.js': strToU8('1') });
  const open = () => openCodeStore(root, () => used);
  const keep = (store: CodeStore) =>
    store.keep(zip, async ({ sha256 }) => {
      used.add(sha256);
      return sha256;
    });

  test('gives back what is referred to, packed and unpacked, also after a restart', async () => {
    const sha256 = await keep(open());
    const store = open();
    store.removeUnused();
    assert.deepEqual(await store.zip(sha256), Buffer.from(zip));
    assert.equal(await readFile(join(await store.folder(sha256), 'index.js'), 'utf8'), '1');
  });

  test('unpacks again what was lost', async () => {
    const sha256 = await keep(open());
    await rm(await open().folder(sha256), { recursive: true });
    assert.ok(existsSync(join(await open().folder(sha256), 'index.js')));
  });

  test('keeps code that somebody else still needs, and removes it after the last', async () => {
    const store = open();
    const sha256 = await keep(store);
    await store.release(sha256);
    assert.notDeepEqual(await readdir(root), []);
    used.clear();
    await store.keep(zip, async () => {
      await store.release(sha256);
      assert.notDeepEqual(await readdir(root), []);
    });
    assert.deepEqual(await readdir(root), []);
  });

  test('keeps nothing of an archive that cannot be unpacked', async () => {
    const store = open();
    const bad = store.keep(strToU8('no zip'), async () => undefined);
    await assert.rejects(bad, BadArchiveError);
    assert.deepEqual(await readdir(root), []);
  });

  test('removes what a crash left over, and only that', async () => {
    await keep(open());
    const names = await readdir(root);
    await writeFile(join(root, 'abcdef.zip'), '');
    await writeFile(join(root, `${names[0]}.tmp`), '');
    open().removeUnused();
    assert.deepEqual(await readdir(root), names);
  });
});
