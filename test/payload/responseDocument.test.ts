import assert from 'node:assert/strict';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { bodyDocument, wholeDocument } from '../../src/payload/responseDocument.ts';

suite('an answer as a document', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

  test('is laid out for reading and kept as it came, numbers untouched', () => {
    const received = Buffer.from('{"id":12345678901234567890,"b":1,"a":1.10}');
    const document = wholeDocument(received);
    assert.equal(document.ending, '.json');
    assert.equal(document.received, received);
    assert.equal(
      String(document.shown),
      '{\n  "id": 12345678901234567890,\n  "b": 1,\n  "a": 1.10\n}',
    );
  });

  for (const [what, bytes, ending] of [
    ['text', Buffer.from('plain words'), '.txt'],
    ['an image', png, '.png'],
    ['bytes of no known kind', Buffer.from([0xff, 0x00, 0xfe]), '.bin'],
  ] as const) {
    test(`of ${what} ends in ${ending} and is shown as it came`, () => {
      const document = wholeDocument(bytes);
      assert.equal(document.ending, ending);
      assert.deepEqual(Buffer.from(document.shown), bytes);
    });
  }

  test('has no body unless it has the form that API Gateway expects', () => {
    assert.equal(bodyDocument(Buffer.from('{"body":"x"}')), undefined);
    assert.equal(bodyDocument(Buffer.from('{"statusCode":200,"body":""}')), undefined);
    assert.equal(bodyDocument(Buffer.from([0xff])), undefined);
  });

  function bodyOf(body: Uint8Array, headers: Record<string, string> = {}) {
    const answer = { statusCode: 200, headers, isBase64Encoded: true };
    const response = { ...answer, body: Buffer.from(body).toString('base64') };
    const document = bodyDocument(Buffer.from(JSON.stringify(response)));
    assert.ok(document);
    return document;
  }

  test('a body that is an image is the image, whatever its content type says', () => {
    const document = bodyOf(png, { 'content-type': 'text/html' });
    assert.equal(document.ending, '.png');
    assert.deepEqual(Buffer.from(document.received), png);
  });

  test('a body is named by its content type where its bytes do not tell', () => {
    assert.equal(
      bodyOf(Buffer.from('<p>'), { 'Content-Type': 'text/html; charset=utf-8' }).ending,
      '.html',
    );
    assert.equal(bodyOf(Buffer.from('a,b'), { 'content-type': 'text/csv' }).ending, '.csv');
    assert.equal(bodyOf(Buffer.from('a,b'), { 'content-type': 'x/unheard-of' }).ending, '.txt');
  });

  for (const [encoding, compressed] of [
    ['gzip', gzipSync('{"a":1}')],
    ['br', brotliCompressSync('{"a":1}')],
    ['deflate', deflateSync('{"a":1}')],
  ] as const) {
    test(`a body compressed by ${encoding} is decompressed`, () => {
      const document = bodyOf(compressed, { 'Content-Encoding': encoding });
      assert.deepEqual([document.ending, String(document.received)], ['.json', '{"a":1}']);
    });
  }

  test('a body that is called compressed and is not stays as it is', () => {
    const document = bodyOf(Buffer.from('plain'), { 'content-encoding': 'br' });
    assert.equal(String(document.received), 'plain');
  });

  test('a body that would decompress to more than 200 MB stays compressed', () => {
    const bomb = gzipSync(Buffer.alloc(201 * 1024 * 1024));
    const document = bodyOf(bomb, { 'content-encoding': 'gzip' });
    assert.equal(document.ending, '.gz');
    assert.deepEqual(Buffer.from(document.received), bomb);
  });
});
