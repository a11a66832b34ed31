import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bodyFile, hasBody, wholeFile } from '../../src/payload/largeResponse.ts';
import { keepParts } from '../../src/payload/partsKeeper.ts';

suite('an answer that is too large for memory', () => {
  let folder: string;
  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lambda-bench-test-'));
  });
  teardown(() => rm(folder, { recursive: true, force: true }));

  async function keep(content: Uint8Array | string): Promise<string> {
    const file = join(folder, 'response');
    await writeFile(file, content);
    return file;
  }
  const integration = (head: object, body: Uint8Array | string) =>
    Buffer.concat([Buffer.from(JSON.stringify(head)), Buffer.alloc(8), Buffer.from(body)]);

  test('gets the ending of what it is', async () => {
    const cases: [content: Uint8Array | string, ending: string][] = [
      ['[1, 2]', '.json'],
      [`${' '.repeat(65_543)}é`, '.txt'],
      ['%PDF-1.7', '.pdf'],
      [Uint8Array.of(1, 0, 2), '.bin'],
      [Uint8Array.of(0x61, 0xff), '.bin'],
    ];
    for (const [content, ending] of cases) {
      const whole = await wholeFile(await keep(content));
      assert.equal(whole.ending, ending);
      assert.deepEqual(await readFile(whole.file), Buffer.from(content));
      // Opening it once more is no failure.
      assert.deepEqual(await wholeFile(join(folder, 'response')), whole);
    }
  });

  test('yields the body behind its head, decompressed', async () => {
    const csv = 'a,b\n'.repeat(100_000);
    const head = { statusCode: 200, headers: { 'Content-Type': 'text/csv; charset=utf-8' } };
    for (const body of [Buffer.from(csv), gzipSync(csv)]) {
      const file = await keep(integration(head, body));
      assert.equal(await hasBody(file), true);
      const found = await bodyFile(file);
      assert.equal(found.ending, '.csv');
      assert.equal(await readFile(found.file, 'utf8'), csv);
    }
    assert.equal(await hasBody(await keep('{"a":1}')), false);
  });

  test('that no disk takes is counted, and its beginning is there', async () => {
    const keeper = keepParts(join(folder, 'missing'));
    for (let part = 0; part < 8; part += 1) await keeper.add(Buffer.alloc(1_000_000, 'x'));
    const kept = await keeper.finish();
    assert.equal(kept.size, 8_000_000);
    assert.equal(kept.file, undefined);
    assert.match(kept.notKept ?? '', /ENOENT/);
    assert.equal(kept.payload.length, 1024 * 1024);
  });
});
