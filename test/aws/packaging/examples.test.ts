import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { packaging } from '../../../src/aws/packaging/packer.ts';
import { readPayload } from '../../../src/payload/payloadFile.ts';
import { answerOf } from './unpacked.ts';

const examples = resolve(import.meta.dirname, '../../../examples');

async function eventOf(name: string): Promise<unknown> {
  return readEvent(await readFile(resolve(examples, 'events', name)), name);
}

function readEvent(content: Uint8Array, name: string): unknown {
  const payload = readPayload(content, name);
  return JSON.parse(Buffer.from(payload.bytes).toString());
}

async function answer(file: string, event: string): Promise<unknown> {
  const path = resolve(examples, file);
  const { handlers } = await packaging.inspect(path);
  return answerOf({ path }, handlers[0] ?? '', await eventOf(event));
}

suite('the examples', () => {
  for (const [file, name, runtime] of [
    ['orders/index.mjs', 'orders', 'nodejs24.x'],
    ['greet.ts', 'greet', 'nodejs24.x'],
    ['hello/lambda_function.py', 'hello', 'python3.14'],
  ] as const) {
    test(`in ${file} make the function ${name}`, async () => {
      const facts = await packaging.inspect(resolve(examples, file));
      assert.deepEqual([facts.name, facts.runtime], [name, runtime]);
    });
  }

  test('answer with large numbers and emoji untouched', async () => {
    const order = await answer('orders/index.mjs', 'order-created.json');
    assert.ok(order instanceof Object && 'body' in order && 'statusCode' in order);
    assert.equal(order.statusCode, 201);
    assert.match(String(order.body), /^\{"id":12345678901234567890,"total":5250,.*🎉/);
  });

  test('fail when the event says so, with a stack into the file below', async () => {
    await assert.rejects(
      answer('orders/index.mjs', 'order-failing.json'),
      /PriceListClosed: No prices.*prices\.mjs/s,
    );
  });

  test('greet in Python and in TypeScript', async () => {
    assert.deepEqual(await answer('hello/lambda_function.py', 'hello.json'), {
      message: 'Hello, world! 👋',
      answer: 2 ** 64,
    });
    assert.equal(await answer('greet.ts', 'greet-in-french.jsonc'), 'Bonjour, le monde!');
  });

  test('have payloads that can all be sent', async () => {
    const names = await readdir(resolve(examples, 'events'));
    assert.ok(names.length > 0);
    for (const name of names) {
      const content = await readFile(resolve(examples, 'events', name), 'utf8');
      const events = name.endsWith('.jsonl') ? content.trimEnd().split('\n') : [content];
      for (const event of events) {
        assert.ok(readEvent(Buffer.from(event), name) instanceof Object);
      }
    }
  });
});
