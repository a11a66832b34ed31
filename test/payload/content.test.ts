import assert from 'node:assert/strict';
import { readBody, readContent } from '../../src/payload/content.ts';

suite('readContent', () => {
  test('tells JSON, text, binary and empty apart', () => {
    assert.deepEqual(readContent(Buffer.from('{"a":1}')), {
      kind: 'JSON',
      text: '{\n  "a": 1\n}',
      cut: false,
    });
    assert.deepEqual(readContent(Buffer.from('hello 😀')), {
      kind: 'text',
      text: 'hello 😀',
      cut: false,
    });
    assert.deepEqual(readContent(Buffer.from([0xff, 0xfe, 0])), {
      kind: 'binary',
      text: '',
      cut: false,
    });
    assert.deepEqual(readContent(Buffer.alloc(0)), { kind: 'empty', text: '', cut: false });
  });

  test('takes any JSON value for JSON', () => {
    for (const json of ['null', '"text"', '0', 'true', '[]']) {
      assert.equal(readContent(Buffer.from(json)).kind, 'JSON', json);
    }
  });

  test('cuts at the limit and never through a character', () => {
    const content = readContent(Buffer.from(`ab${'😀'.repeat(100)}`), 5);
    assert.deepEqual(content, { kind: 'text', text: 'ab😀', cut: true });
    assert.equal(readContent(Buffer.from('abcde'), 5).cut, false);
  });
});

suite('readBody', () => {
  const body = (response: unknown): string | undefined => {
    const found = readBody(Buffer.from(JSON.stringify(response)));
    return found && Buffer.from(found).toString();
  };

  test('finds the body of an answer as API Gateway expects it', () => {
    assert.equal(
      body({ statusCode: 200, body: '{"id":12345678901234567890}' }),
      '{"id":12345678901234567890}',
    );
  });

  test('decodes base64 where the answer says so', () => {
    const encoded = Buffer.from('héllo').toString('base64');
    assert.equal(body({ statusCode: 200, body: encoded, isBase64Encoded: true }), 'héllo');
    assert.equal(body({ statusCode: 200, body: encoded, isBase64Encoded: false }), encoded);
  });

  test('finds none in any other answer', () => {
    for (const response of [
      null,
      'text',
      1,
      [],
      {},
      { body: 'x' },
      { statusCode: 200 },
      { statusCode: 200, body: '' },
      { statusCode: 200, body: { a: 1 } },
    ]) {
      assert.equal(body(response), undefined, JSON.stringify(response));
    }
    assert.equal(readBody(Buffer.from('not JSON')), undefined);
  });
});
