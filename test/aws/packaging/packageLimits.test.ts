import assert from 'node:assert/strict';
import { truncate } from 'node:fs/promises';
import { checkZipped } from '../../../src/aws/packaging/packageLimits.ts';
import { packaging } from '../../../src/aws/packaging/packer.ts';
import { isCancelled, isUserError } from '../../../src/errors.ts';
import { tree } from './tree.ts';

suite('a package that is too large', () => {
  test('unzipped is refused before it is read, with the largest things in it', async () => {
    await using project = await tree({
      'index.mjs': '',
      'node_modules/@big/one/a.bin': '',
      'node_modules/@big/one/b.bin': '',
      'node_modules/small/a.bin': 'x',
      'assets/film.bin': '',
    });
    // Sparse files: they take no space on the disk.
    await truncate(project.at('node_modules/@big/one/a.bin'), 100 * 1024 * 1024);
    await truncate(project.at('node_modules/@big/one/b.bin'), 60 * 1024 * 1024);
    await truncate(project.at('assets/film.bin'), 90 * 1024 * 1024);
    await packaging.fingerprint({ path: project.folder });
    await assert.rejects(packaging.pack({ path: project.folder }), (error) => {
      assert.ok(isUserError(error));
      assert.match(error.message, /250\.0 MB unzipped, and Lambda takes 250\.0 MB/);
      assert.match(
        error.message,
        /largest things in it: node_modules\/@big\/one \(160\.0 MB\), assets \(90\.0 MB\)/,
      );
      return true;
    });
  });

  test('zipped is refused as well', () => {
    const file = {
      path: 'film.bin',
      from: undefined,
      size: 3_000_000,
      modified: 0,
      executable: false,
    };
    checkZipped(new Uint8Array(1_000_000), [file], 1_000_000);
    assert.throws(
      () => checkZipped(new Uint8Array(1_000_001), [file], 1_000_000),
      /1\.0 MB zipped.*film\.bin \(2\.9 MB\)/,
    );
  });
});

suite('packing that is cancelled', () => {
  test('stops in the middle', async () => {
    await using project = await tree({ 'film.bin': Buffer.alloc(64 * 1024 * 200, 'abc') });
    const cancelling = new AbortController();
    const packing = packaging.pack({ path: project.folder }, cancelling.signal);
    setTimeout(() => cancelling.abort(), 1);
    await assert.rejects(packing, isCancelled);
  });

  test('does not even begin when it was cancelled before', async () => {
    await using project = await tree({ 'index.mjs': '' });
    for (const path of [project.folder, project.at('index.mjs')])
      await assert.rejects(packaging.fingerprint({ path }, AbortSignal.abort()), isCancelled);
  });
});
