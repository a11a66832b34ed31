import assert from 'node:assert/strict';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { unpack } from '../../../src/aws/packaging/unpack.ts';
import { isUserError } from '../../../src/errors.ts';

const text = strToU8('x');

suite('unpacking a deployment package', () => {
  test('answers its files with their modes, and no folders', () => {
    const files = unpack(
      zipSync({
        bootstrap: [text, { os: 3, attrs: 0o100755 << 16 }],
        'lib/': new Uint8Array(),
        'lib/deep.mjs': strToU8('export {}'),
        'ünïcode.txt': text,
      }),
    );
    assert.deepEqual(
      files.map(({ path, executable, content }) => [path, executable, content.length]),
      [
        ['bootstrap', true, 1],
        ['lib/deep.mjs', false, 9],
        ['ünïcode.txt', false, 1],
      ],
    );
  });

  for (const name of ['../x', 'a/../../x', '/etc/x', 'a\\..\\x', 'C:/x', 'x\0', 'a/..']) {
    test(`refuses ${JSON.stringify(name)}, which leads out of its folder`, () => {
      const files: Zippable = { [name]: text };
      assert.throws(() => unpack(zipSync(files)), refusedBecause(/leads out of its folder/));
    });
  }

  test('refuses links', () => {
    const link = zipSync({ passwd: [strToU8('/etc/passwd'), { os: 3, attrs: 0o120777 << 16 }] });
    assert.throws(() => unpack(link), refusedBecause(/passwd is a link/));
  });

  test('refuses what says that it is too large, before unpacking it', () => {
    const zip = zipSync({ bomb: new Uint8Array(1000) });
    const directory = Buffer.from(zip).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    new DataView(zip.buffer).setUint32(directory + 24, 300_000_000, true);
    assert.throws(() => unpack(zip), refusedBecause(/would take 300000000 bytes/));
  });

  test('is not deceived by an entry that is larger than it says', () => {
    const zip = zipSync({ bomb: new Uint8Array(1_000_000) });
    const directory = Buffer.from(zip).indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    new DataView(zip.buffer).setUint32(directory + 24, 10, true);
    try {
      const [file] = unpack(zip);
      assert.ok((file?.content.length ?? 0) <= 10);
    } catch (error) {
      assert(isUserError(error), String(error));
    }
  });

  for (const [what, zip] of [
    ['nothing', new Uint8Array()],
    ['no zip', strToU8('{"message": "no"} and more than 22 bytes of it')],
    ['a zip that ends early', zipSync({ a: text }).subarray(0, 60)],
  ] as const) {
    test(`refuses ${what}`, () => {
      assert.throws(() => unpack(zip), refusedBecause(/cannot be unpacked/));
    });
  }
});

function refusedBecause(reason: RegExp) {
  return (error: unknown) => isUserError(error) && reason.test(error.message);
}
