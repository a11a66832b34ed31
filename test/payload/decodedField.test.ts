import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { decodeFieldAt } from '../../src/payload/decodedField.ts';

const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64');

/** Hovers the last value of the member. */
function hover(event: unknown, member: string) {
  const text = JSON.stringify(event, undefined, 2);
  const at = text.lastIndexOf(`"${member}": "`);
  assert.ok(at >= 0, member);
  return decodeFieldAt(text, at + member.length + 6);
}

suite('what an encoded field holds', () => {
  test('is told for each field that AWS sends as base64', () => {
    const data = base64('{"id":12345678901234567890}');
    for (const [event, member] of [
      [{ Records: [{ kinesis: { data } }] }, 'data'],
      [{ records: [{ data }] }, 'data'],
      [{ records: { 'orders-0': [{ value: data }] } }, 'value'],
      [{ records: { 'orders-0': [{ key: data }] } }, 'key'],
      [{ messages: [{ data }] }, 'data'],
      [{ rmqMessagesByQueue: { 'orders::/': [{ data }] } }, 'data'],
      [{ Records: [{ messageAttributes: { a: { binaryValue: data } } }] }, 'binaryValue'],
      [{ Records: [{ dynamodb: { NewImage: { a: { B: data } } } }] }, 'B'],
      [{ Records: [{ dynamodb: { OldImage: { a: { M: { b: { B: data } } } } } }] }, 'B'],
      [{ Records: [{ cf: { request: { body: { data, encoding: 'base64' } } } }] }, 'data'],
      [{ body: data, isBase64Encoded: true }, 'body'],
    ] as const) {
      const field = hover(event, member);
      assert.equal(field?.title, 'base64 · JSON · 27 bytes', JSON.stringify(event));
      assert.equal(field.text, '{\n  "id": 12345678901234567890\n}');
      assert.equal(field.language, 'json');
    }
  });

  test('is told of gzip in base64, wherever it stands', () => {
    const data = base64(gzipSync('first line\nsecond line'));
    for (const event of [{ awslogs: { data } }, { Records: [{ kinesis: { data } }] }, { data }]) {
      assert.deepEqual(
        { ...hover(event, 'data'), start: 0, end: 0 },
        {
          start: 0,
          end: 0,
          title: 'base64 · gzip · text · 22 bytes',
          text: 'first line\nsecond line',
          language: 'plaintext',
        },
      );
    }
  });

  test('is told of JSON in a string, and of nothing else that is text', () => {
    assert.equal(hover({ body: '{"a":[1,2]}' }, 'body')?.title, 'JSON · 11 bytes');
    assert.equal(hover({ Sns: { Message: '[1]' } }, 'Message')?.text, '[\n  1\n]');
    for (const body of ['text', '17', '{not JSON}', '']) {
      assert.equal(hover({ body }, 'body'), undefined, body);
    }
    const data = base64('hello');
    assert.equal(hover({ data }, 'data'), undefined, 'not a field that AWS encodes');
    assert.equal(hover({ body: data, isBase64Encoded: false }, 'body'), undefined);
  });

  test('covers the value, not the name, in files that are not finished too', () => {
    const text = '// a comment\n{ "awslogs": { "data": "H4sI", } ';
    const start = text.indexOf('"H4sI"');
    assert.equal(decodeFieldAt(text, text.indexOf('data') + 1), undefined);
    const field = decodeFieldAt(text, start + 2);
    assert.deepEqual([field?.start, field?.end], [start, start + 6]);
    assert.equal(decodeFieldAt('', 0), undefined);
    assert.equal(decodeFieldAt('{"a": 1}', 6), undefined);
  });

  test('that is binary, damaged or no base64 is called so', () => {
    const title = (data: string) => {
      const field = hover({ Records: [{ kinesis: { data } }] }, 'data');
      assert.equal(field?.text, undefined);
      return field?.title;
    };
    assert.equal(title(base64(Uint8Array.of(0xff, 0xd8, 0xff, 0))), 'base64 · binary · 4 bytes');
    assert.match(title(base64(gzipSync('hello').subarray(0, 12))) ?? '', /gzip · damaged/);
    assert.match(title('not base64!') ?? '', /this is none/);
    assert.match(title('abc') ?? '', /this is none/);
  });

  test('is not decompressed without end, and shown only at its beginning', () => {
    const bomb = base64(gzipSync(Buffer.alloc(50 * 1024 * 1024)));
    assert.match(
      hover({ awslogs: { data: bomb } }, 'data')?.title ?? '',
      /^base64 · gzip · more than 1,048,576 bytes: not decompressed$/,
    );
    const long = hover({ body: base64('x'.repeat(10_000)), isBase64Encoded: true }, 'body');
    assert.match(long?.title ?? '', /10,000 bytes · its beginning$/);
    assert.equal(long?.text?.length, 4000);
  });

  test('is not looked for in a file that is nested deeper than any event', () => {
    const deep = '['.repeat(20_000);
    assert.equal(decodeFieldAt(`${deep}"H4sI"`, deep.length + 2), undefined);
  });
});
