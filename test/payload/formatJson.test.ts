import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatJson } from '../../src/payload/formatJson.ts';

suite('formatJson', () => {
  test('lays out as JSON.stringify does where that loses nothing', () => {
    for (const value of [
      null,
      0,
      'text with { [ , : ] } and "quotes" \\ and é 😀',
      [],
      {},
      [[], {}, [1, [2, { a: [] }]]],
      { a: 1, b: { c: [true, false, null] }, 'k,{:}': '\n\t\u0001' },
    ]) {
      assert.equal(formatJson(JSON.stringify(value)), JSON.stringify(value, undefined, 2));
    }
  });

  test('lays out any value so, however it was laid out before', () =>
    fc.assert(
      fc.property(
        fc.jsonValue({ stringUnit: 'binary' }),
        fc.constantFrom('', ' ', '\t'),
        (value, indent) => {
          const laidOut = JSON.stringify(value, undefined, 2);
          assert.equal(formatJson(JSON.stringify(value, undefined, indent)), laidOut);
          assert.equal(formatJson(laidOut), laidOut);
        },
      ),
    ));

  test('keeps numbers, escapes, duplicate keys and order as they came', () => {
    assert.equal(
      formatJson('{"b":12345678901234567890,"a":1.10e+2,"b":"\\u00e9\\/"}'),
      '{\n  "b": 12345678901234567890,\n  "a": 1.10e+2,\n  "b": "\\u00e9\\/"\n}',
    );
  });

  test('drops the white space between tokens only', () => {
    assert.equal(formatJson(' [ 1 ,\r\n\t{ } , [\n] ] '), '[\n  1,\n  {},\n  []\n]');
  });

  test('stops soon after the limit', () => {
    const long = JSON.stringify(Array.from({ length: 100_000 }, (_, index) => index));
    const text = formatJson(long, 1000);
    assert.ok(text.length >= 1000 && text.length < 1100);
    assert.ok(formatJson(long).startsWith(text));
  });
});
