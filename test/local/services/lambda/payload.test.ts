import assert from 'node:assert/strict';
import { ServiceError } from '../../../../src/local/protocol/serviceError.ts';
import { checkPayload } from '../../../../src/local/services/lambda/payload.ts';

suite('A payload', () => {
  for (const good of ['', 'null', ' [1]\n', '"grüße"', '{"a":12345678901234567890}', '1e400']) {
    test(`of ${JSON.stringify(good)} is taken`, () => {
      checkPayload(Buffer.from(good));
    });
  }

  const where = (line: number, column: number) =>
    `\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${line}, column: ${column}]`;

  for (const [what, bad, tail] of [
    [
      'a bare word',
      Buffer.from('STRING_VALUE'),
      `Unrecognized token 'STRING_VALUE': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')${where(1, 1)}`,
    ],
    [
      'a comma too many',
      Buffer.from('{\n "a": [1,]\n}'),
      `Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')${where(2, 10)}`,
    ],
    ['an end that is missing', Buffer.from('{"a":1'), `Unexpected end-of-input${where(1, 7)}`],
    [
      'bytes that are no UTF-8 in a word',
      Buffer.from('n\x87r', 'latin1'),
      `Invalid UTF-8 start byte 0x87${where(1, 3)}`,
    ],
    [
      'bytes that are no UTF-8 in place of a value',
      Buffer.from('\x99\xeb,j', 'latin1'),
      `Unexpected character ((CTRL-CHAR, code 153)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')${where(1, 1)}`,
    ],
    [
      'half a character in a string',
      Buffer.from('{"a":"\xc3"}', 'latin1'),
      `Invalid UTF-8 middle byte 0x22${where(1, 9)}`,
    ],
    [
      'a mistake before bytes that are no UTF-8',
      Buffer.from('[1,] "\x87"', 'latin1'),
      `Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')${where(1, 4)}`,
    ],
  ] as const) {
    test(`with ${what} is refused with the place`, () => {
      assert.throws(
        () => checkPayload(bad),
        (error) =>
          error instanceof ServiceError &&
          error.message ===
            `Could not parse request body into json: Could not parse payload into json: ${tail}`,
      );
    });
  }
});
