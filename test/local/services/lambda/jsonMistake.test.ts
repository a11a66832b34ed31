import assert from 'node:assert/strict';
import { findJsonMistake } from '../../../../src/local/services/lambda/jsonMistake.ts';

suite('The mistake in a text that is no JSON', () => {
  for (const [text, at] of [
    ['{bad', 1],
    ['[1}', 2],
    ['{"a":1]', 6],
    ['{"a" 1}', 5],
    ['{"a":1,}', 7],
    ['[1 2]', 3],
    ['"a\u0000"', 0],
    ['"\\x"', 0],
    ['01', 1],
    ['{} {}', 3],
    [' [[1, {"a":', 11],
    ['"never closed', 0],
    ['nul', 0],
  ] as const) {
    test(`of ${JSON.stringify(text)} stands at ${at}`, () => {
      assert.throws(() => JSON.parse(text));
      assert.equal(findJsonMistake(text), at);
    });
  }

  test('is found behind megabytes of good text', () => {
    const text = `["${'a\\n'.repeat(2_000_000)}", x]`;
    assert.equal(findJsonMistake(text), text.length - 2);
  });
});
