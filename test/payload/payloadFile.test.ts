import assert from 'node:assert/strict';
import { isUserError, type UserError } from '../../src/errors.ts';
import { readPayload } from '../../src/payload/payloadFile.ts';

const file = (text: string) => Buffer.from(text);

function refusal(bytes: Uint8Array, name = 'event.json'): UserError {
  try {
    readPayload(bytes, name);
  } catch (error) {
    if (isUserError(error)) return error;
    throw error;
  }
  assert.fail('the payload was taken');
}

suite('a payload file', () => {
  test('is sent byte by byte, whatever its numbers, keys and spaces', () => {
    const text = '{ "id": 12345678901234567890, "b": 1.50, "a": 1,\r\n\t"a": "\\u00e9 é 🎉" }\n';
    const payload = readPayload(file(text), 'event.json');
    assert.equal(Buffer.from(payload.bytes).toString(), text);
    assert.equal(payload.empty, false);
    assert.equal(payload.commentsRemoved, false);
  });

  for (const scalar of [
    'null',
    'true',
    'false',
    '0',
    '-0',
    '-1.5e+10',
    '1E5',
    '"text"',
    '[]',
    '{}',
  ]) {
    test(`may be the value ${scalar}`, () => {
      assert.equal(
        Buffer.from(readPayload(file(` ${scalar} `), 'a.json').bytes).toString(),
        ` ${scalar} `,
      );
    });
  }

  for (const [what, text] of [
    ['empty', ''],
    ['nothing but white space', ' \r\n\t\n'],
  ] as const) {
    test(`that is ${what} sends an empty payload`, () => {
      const payload = readPayload(file(text), 'event.json');
      assert.equal(payload.bytes.length, 0);
      assert.equal(payload.empty, true);
    });
  }

  test('may be as deep as its size allows', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    assert.equal(readPayload(file(deep), 'event.json').bytes.length, deep.length);
  });

  test('agrees with JSON.parse on what is valid', () => {
    const parts = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      '.',
      'e',
      '0',
      'true',
      'nul',
      ' ',
      '"\\x"',
      '"\\u12"',
      '/',
    ];
    // A fixed sequence of pseudo-random texts (a linear congruential generator).
    let seed = 1;
    const next = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor(seed / 65536) % below;
    };
    let valid = 0;
    for (let round = 0; round < 30_000; round++) {
      const text = Array.from({ length: 1 + next(7) }, () => parts[next(parts.length)]).join('');
      if (text.trim() === '') continue;
      const expected = outcome(() => JSON.parse(text));
      assert.equal(
        outcome(() => readPayload(file(text), 'event.json')),
        expected,
        text,
      );
      if (expected) valid += 1;
    }
    assert.ok(valid > 100, `only ${valid} texts were valid`);
  });
});

suite('a payload file that is not JSON', () => {
  for (const [text, line, character, word] of [
    ['{"a": 1,}', 0, 8, 'property name'],
    ['{\n  "a": 1\n  "b": 2\n}', 2, 2, '","'],
    ['{"é🎉": x}', 0, 8, 'a value'],
    ['{"a": 01}', 0, 6, 'leading zero'],
    ['{"a": 1', 0, 7, 'end of the file'],
    ['{"a": "b\n"}', 0, 6, 'not closed'],
    ['"\u0001"', 0, 1, 'control character'],
    ['"\\q"', 0, 1, 'escape'],
    ['"\\u12g4"', 0, 1, 'hexadecimal'],
    ["{'a': 1}", 0, 1, 'double quotes'],
    ['1 2', 0, 2, 'end of the file'],
    ['[1,\r\n// no\r\n2]', 1, 0, '.jsonc'],
    ['NaN', 0, 0, 'a value'],
  ] as const) {
    test(`is refused at the fault: ${JSON.stringify(text)}`, () => {
      const error = refusal(file(text));
      assert.deepEqual(error.position, { line, character });
      assert.match(
        error.message,
        new RegExp(`^event\\.json .*line ${line + 1}, column ${character + 1}`),
      );
      assert.ok(error.message.includes(word), error.message);
    });
  }
});

suite('a payload file in another encoding', () => {
  test('with a byte order mark is refused with the way to save it without', () => {
    const error = refusal(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), file('{}')]));
    assert.match(error.message, /byte order mark.*Save with Encoding.*"UTF-8"/);
  });

  for (const [name, bytes] of [
    [
      'little-endian with a mark',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('{}', 'utf16le')]),
    ],
    [
      'big-endian with a mark',
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('{}', 'utf16le').swap16()]),
    ],
    ['little-endian without a mark', Buffer.from('{}', 'utf16le')],
  ] as const) {
    test(`in UTF-16, ${name}, is refused as such`, () => {
      assert.match(refusal(bytes).message, /is UTF-16.*Save with Encoding/);
    });
  }

  test('in Latin-1 is refused where the first byte is that is no UTF-8', () => {
    const error = refusal(Buffer.from('{\n  "name": "café"\n}', 'latin1'));
    assert.match(error.message, /not valid UTF-8/);
    assert.deepEqual(error.position, { line: 1, character: 14 });
  });
});

suite('a .jsonc payload file', () => {
  test('is sent without its comments and trailing commas', () => {
    const text =
      '// an order\n{\n  "id": 12345678901234567890, /* big */\n  "tags": ["a", "b",], // both\n}\n';
    const payload = readPayload(file(text), 'order.JSONC');
    assert.equal(payload.commentsRemoved, true);
    assert.equal(
      Buffer.from(payload.bytes).toString(),
      '\n{\n  "id": 12345678901234567890, \n  "tags": ["a", "b"] \n}\n',
    );
  });

  test('loses a trailing comma with comments behind it', () => {
    const payload = readPayload(file('[1 /* one */, /* two */ ]'), 'a.jsonc');
    assert.equal(Buffer.from(payload.bytes).toString(), '[1   ]');
  });

  test('keeps what only looks like a comment', () => {
    const text = '{"url": "https://example.com/*,]*/"}';
    const payload = readPayload(file(text), 'a.jsonc');
    assert.equal(Buffer.from(payload.bytes).toString(), text);
    assert.equal(payload.commentsRemoved, false);
  });

  test('with nothing but comments sends an empty payload', () => {
    const payload = readPayload(file('// later\n'), 'a.jsonc');
    assert.equal(payload.bytes.length, 0);
    assert.equal(payload.empty, true);
  });

  for (const text of ['[,]', '{,}', '[1,,]', '[1] /* open']) {
    test(`still has to be JSON otherwise: ${text}`, () => {
      assert.ok(refusal(file(text), 'a.jsonc').position);
    });
  }
});

function outcome(attempt: () => unknown): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}
