import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { BadArchiveError, OversizedArchiveError } from '../../../src/local/store/archive.ts';
import { unpack } from '../../../src/local/store/unpack.ts';

suite('Unpacking a deployment package', () => {
  let folder: string;

  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lambda-bench-'));
  });

  teardown(() => rm(folder, { recursive: true, force: true }));

  test('writes files and folders as they were packed, stored or deflated', async () => {
    await unpackTo({
      'index.js': [strToU8('export {}'), { level: 9 }],
      'lib/größe/data.bin': [new Uint8Array(100_000).fill(7), { level: 0 }],
      'empty/': new Uint8Array(),
      'empty.txt': new Uint8Array(),
    });
    assert.equal(await readFile(join(target(), 'index.js'), 'utf8'), 'export {}');
    assert.equal((await readFile(join(target(), 'lib/größe/data.bin'))).byteLength, 100_000);
    assert.ok((await stat(join(target(), 'empty'))).isDirectory());
    assert.equal((await stat(join(target(), 'empty.txt'))).size, 0);
  });

  test('keeps what may be executed so, and lets everything be read', async function () {
    if (process.platform === 'win32') this.skip();
    await unpackTo({ bootstrap: unix('#!/bin/sh', 0o100755), plain: unix('x', 0o100400) });
    assert.equal((await stat(join(target(), 'bootstrap'))).mode & 0o111, 0o111);
    assert.equal((await stat(join(target(), 'plain'))).mode & 0o444, 0o444);
  });

  for (const name of ['../out', 'a/../../out', '/out', '\\out', '..\\out', 'C:\\out', 'C:/out']) {
    test(`refuses the name ${name}, which leads out of its folder`, async () => {
      await assert.rejects(
        unpackTo({ 'index.js': strToU8(''), [name]: strToU8('') }),
        BadArchiveError,
      );
      assert.deepEqual(
        (await readdir(folder)).filter((found) => found !== 'target'),
        [],
      );
    });
  }

  test('copies what a link inside the archive leads to', async () => {
    await unpackTo({
      'lib/real.js': strToU8('real'),
      'bin/link': unix('../lib/real.js', 0o120777),
    });
    assert.equal(await readFile(join(target(), 'bin/link'), 'utf8'), 'real');
  });

  for (const link of ['../../out', '/etc/passwd', 'nowhere', 'other']) {
    test(`refuses a link to ${link}`, async () => {
      const archive = { link: unix(link, 0o120777), other: unix('link', 0o120777) };
      await assert.rejects(unpackTo(archive), BadArchiveError);
    });
  }

  test('refuses an archive that claims to be larger than Lambda takes', async () => {
    const zip = zipSync({ 'zeros.bin': new Uint8Array(1000) });
    claimSize(zip, 262_144_001);
    await assert.rejects(unpack(zip, target()), OversizedArchiveError);
    assert.equal(existsSync(target()), false);
  });

  test('refuses an entry that is larger or smaller than it claims', async () => {
    for (const claim of [10, 100_000]) {
      const zip = zipSync({ 'zeros.bin': new Uint8Array(1000) });
      claimSize(zip, claim);
      await assert.rejects(unpack(zip, target()), BadArchiveError);
    }
  });

  test('refuses an entry whose bytes were changed', async () => {
    const zip = zipSync({ 'a.txt': strToU8('content') }, { level: 0 });
    zip[Buffer.from(zip).indexOf('content')] = 0;
    await assert.rejects(unpack(zip, target()), BadArchiveError);
  });

  test('refuses an archive that was cut anywhere', async () => {
    const zip = zipSync({ 'index.js': strToU8('x'.repeat(50)), 'b.js': strToU8('y') });
    for (let length = 0; length < zip.byteLength; length += 1) {
      await assert.rejects(unpack(zip.slice(0, length), target()), BadArchiveError, `${length}`);
    }
  });

  test('refuses a name that is a file and a folder at once', async () => {
    await assert.rejects(unpackTo({ a: strToU8(''), 'a/b': strToU8('') }), BadArchiveError);
  });

  test('counts what a link leads to as often as there are links to it', async () => {
    const links = ['a', 'b'].map((name) => [name, unix('large.bin', 0o120777)] as const);
    const zip = zipSync({ 'large.bin': new Uint8Array(1000), ...Object.fromEntries(links) });
    claimSize(zip, 90_000_000);
    await assert.rejects(unpack(zip, target()), OversizedArchiveError);
    assert.equal(existsSync(target()), false);
  });

  test('refuses more folders than any package has', async () => {
    const deep = (index: number) => `${index}/${'a/'.repeat(1000)}f`;
    const names = Array.from({ length: 250 }, (_, index) => deep(index));
    const archive = Object.fromEntries(names.map((name) => [name, new Uint8Array()]));
    await assert.rejects(unpackTo(archive), BadArchiveError);
    assert.equal(existsSync(target()), false);
  });

  test('reads archives in the form for large ones', async () => {
    const name = Buffer.from('a.txt');
    const content = Buffer.from('content');
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const extra = Buffer.alloc(28);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    extra.writeBigUInt64LE(BigInt(content.length), 4);
    extra.writeBigUInt64LE(BigInt(content.length), 12);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(crc32(content), 16);
    entry.fill(0xff, 20, 28);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.fill(0xff, 42, 46);
    const before = Buffer.concat([local, name, content]);
    const directory = Buffer.concat([entry, name, extra]);
    const largeEnd = Buffer.alloc(56);
    largeEnd.writeUInt32LE(0x06064b50, 0);
    largeEnd.writeBigUInt64LE(1n, 32);
    largeEnd.writeBigUInt64LE(BigInt(before.length), 48);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(before.length + directory.length), 8);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.fill(0xff, 8, 20);
    await unpack(Buffer.concat([before, directory, largeEnd, locator, end]), target());
    assert.equal(await readFile(join(target(), 'a.txt'), 'utf8'), 'content');
    extra.writeBigUInt64LE(2n ** 63n, 4);
    const claiming = Buffer.concat([before, entry, name, extra, largeEnd, locator, end]);
    await assert.rejects(unpack(claiming, target()), OversizedArchiveError);
  });

  test('takes the last of several entries of one name, and refuses what is encrypted', async () => {
    const twice = zipSync({ 'a.txt': strToU8('first'), 'b.txt': strToU8('second') });
    const bytes = Buffer.from(twice);
    for (let at = bytes.indexOf('b.txt'); at >= 0; at = bytes.indexOf('b.txt'))
      bytes.write('a', at);
    await unpack(bytes, target());
    assert.equal(await readFile(join(target(), 'a.txt'), 'utf8'), 'second');
    for (const flag of [1, 0x40, 0x2000]) {
      const zip = zipSync({ 'a.txt': strToU8('secret') });
      const at = Buffer.from(zip).indexOf('PK\x01\x02');
      new DataView(zip.buffer, zip.byteOffset).setUint16(at + 8, flag, true);
      await assert.rejects(unpack(zip, target()), BadArchiveError);
    }
  });

  test('writes nothing outside its folder, whatever the names, and knows no other failure', async () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', 'a', 'out', '\0', '\\', 'C:', '~', 'nul'),
      fc.string({ maxLength: 5 }),
    );
    const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 4 }), (names) =>
        isContained(zipSync(Object.fromEntries(names.map((found) => [found, strToU8(found)])))),
      ),
    );
  });

  test('knows no other failure whichever of its bytes were changed', async () => {
    const zip = zipSync({
      'lib/a.js': strToU8('x'.repeat(100)),
      'b.js': strToU8('y'),
      link: unix('b.js', 0o120777),
    });
    const change = fc.tuple(fc.nat({ max: zip.byteLength - 1 }), fc.nat({ max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const changed = zip.slice();
        for (const [at, byte] of changes) changed[at] = byte;
        return isContained(changed);
      }),
    );
  });

  /** Unpacks into a new folder; fails when anything else has changed, or failed. */
  async function isContained(zip: Uint8Array): Promise<void> {
    await rm(target(), { recursive: true, force: true });
    await unpack(zip, target()).catch((error: unknown) => {
      const known = error instanceof BadArchiveError || error instanceof OversizedArchiveError;
      if (!known) throw error;
    });
    assert.deepEqual(
      (await readdir(folder)).filter((found) => found !== 'target'),
      [],
    );
  }

  const target = () => join(folder, 'target');

  function unpackTo(files: Zippable): Promise<void> {
    return unpack(zipSync(files), target());
  }
});

function unix(content: string, mode: number): [Uint8Array, { os: number; attrs: number }] {
  return [strToU8(content), { os: 3, attrs: (mode << 16) >>> 0 }];
}

/** Rewrites the unpacked size in the archive's directory, of its first entry. */
function claimSize(zip: Uint8Array, size: number): void {
  const at = Buffer.from(zip).indexOf('PK\x01\x02');
  new DataView(zip.buffer, zip.byteOffset).setUint32(at + 24, size, true);
}
