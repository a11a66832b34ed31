import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { packaging } from '../../../src/aws/packaging/packer.ts';
import { readPayload } from '../../../src/payload/payloadFile.ts';
import { answerOf } from './unpacked.ts';

const examples = resolve(import.meta.dirname, '../../../examples');

suite('the examples', () => {
  for (const [file, name, event, expected] of [
    ['greet.ts', 'greet', { name: 'world', language: 'de' }, 'Guten Tag, world!'],
  ] as const) {
    test(`${file} can be packed and answers`, async () => {
      const path = resolve(examples, file);
      const facts = await packaging.inspect(path);
      assert.equal(facts.name, name);
      assert.equal(await answerOf({ path }, facts.handlers[0] ?? '', event), expected);
    });
  }

  test('have payloads that can be sent', async () => {
    const folder = resolve(examples, 'events');
    for (const name of await readdir(folder)) {
      const payload = readPayload(await readFile(resolve(folder, name)), name);
      assert.equal(typeof JSON.parse(Buffer.from(payload.bytes).toString()), 'object');
    }
  });
});
