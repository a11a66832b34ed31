import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { BadArchiveError } from '../../../src/local/store/archive.ts';
import {
  type CodeStore,
  LostCodeError,
  openCodeStore,
} from '../../../src/local/store/codeStore.ts';

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

  test('removes code that was let go of while it was held only when it is not held any more', async () => {
    const store = open();
    const sha256 = await keep(store);
    used.clear();
    await store.hold([sha256], async () => {
      await store.hold([sha256], () => store.release(sha256));
      assert.ok(existsSync(join(await store.folder(sha256), 'index.js')));
    });
    assert.deepEqual(await readdir(root), []);
  });

  test('keeps code that is taken up again while others are still letting go of it', async () => {
    const store = open();
    for (let round = 0; round < 20; round += 1) {
      const sha256 = await keep(store);
      used.clear();
      const releases = [store.release(sha256), store.release(sha256), store.release(sha256)];
      await Promise.race(releases);
      await keep(store);
      await Promise.all(releases);
      assert.deepEqual(await store.zip(sha256), Buffer.from(zip));
    }
  });

  test('does not run or give away code that is no longer what was kept, and takes it anew', async () => {
    const sha256 = await keep(open());
    const [name = ''] = (await readdir(root)).filter((found) => found.endsWith('.zip'));
    for (const damage of [
      zip.slice(0, 20),
      new Uint8Array(),
      zipSync({ 'index.js': strToU8('2') }),
    ]) {
      await writeFile(join(root, name), damage);
      const store = open();
      await assert.rejects(store.folder(sha256), LostCodeError);
      await assert.rejects(store.zip(sha256), LostCodeError);
      assert.ok((await readdir(root)).some((found) => found.startsWith(`${name}.damaged-`)));
      await keep(store);
      assert.deepEqual(await store.zip(sha256), Buffer.from(zip));
    }
  });

  test('unpacks again what was changed or cut after it had been unpacked', async () => {
    const sha256 = await keep(open());
    const path = join(await open().folder(sha256), 'index.js');
    for (const damage of ['', '2', 'garbage']) {
      await writeFile(path, damage);
      await writeFile(`${path}.pyc`, 'what a handler left');
      await open().folder(sha256);
      assert.equal(await readFile(path, 'utf8'), '1');
    }
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
