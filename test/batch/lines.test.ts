import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LineOptions, readLines } from '../../src/batch/lines.ts';

suite('lines of a file', () => {
  let folder: string;
  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lambda-bench-lines-'));
  });
  teardown(() => rm(folder, { recursive: true, force: true }));

  async function lines(content: string, options: LineOptions = { limit: 1000 }) {
    const path = join(folder, 'lines.jsonl');
    await writeFile(path, content);
    const found: (readonly [number, string | undefined, number, boolean])[] = [];
    for await (const { number, bytes, end, whole } of readLines(path, options)) {
      found.push([number, bytes && String(bytes), end, whole]);
    }
    return found;
  }

  test('line breaks of both kinds, blank lines, and a last line without one', async () => {
    assert.deepEqual(await lines('a\r\n\nbé\n  c'), [
      [1, 'a', 3, true],
      [2, '', 4, true],
      [3, 'bé', 8, true],
      [4, '  c', 11, false],
    ]);
  });

  test('an empty file has none', async () => {
    assert.deepEqual(await lines(''), []);
  });

  test('a line that is too long has no bytes, and the next one is whole again', async () => {
    const found = await lines(`${'x'.repeat(1001)}\nnext\n`);
    assert.deepEqual(found, [
      [1, undefined, 1002, true],
      [2, 'next', 1007, true],
    ]);
  });

  test('lines that lie across the chunks of a large file are whole, and all bytes are heard', async () => {
    const wanted = Array.from(
      { length: 5000 },
      (_, index) => `${index}:${'é'.repeat(index % 300)}`,
    );
    let heard = 0;
    const found = await lines(wanted.join('\n'), {
      limit: 10_000,
      onChunk: (chunk) => {
        heard += chunk.length;
      },
    });
    assert.deepEqual(
      found.map(([, text]) => text),
      wanted,
    );
    assert.equal(heard, Buffer.byteLength(wanted.join('\n')));
  });

  test('a line far beyond the limit takes no memory', async () => {
    const path = join(folder, 'huge.jsonl');
    await writeFile(path, Buffer.alloc(200_000_000, 'x'));
    const before = process.memoryUsage.rss();
    for await (const { bytes } of readLines(path, { limit: 1000 })) assert.equal(bytes, undefined);
    const grown = process.memoryUsage.rss() - before;
    assert.ok(grown < 50_000_000, `${grown} bytes more are in use`);
  });
});
