import assert from 'node:assert/strict';
import { differences } from '../../../src/payload/expected/compare.ts';
import { layOut, parseExact } from '../../../src/payload/expected/exactJson.ts';
import { readExpected } from '../../../src/payload/expected/expectation.ts';
import { exactly } from '../../../src/payload/expected/notation.ts';
import { sideBySide } from '../../../src/payload/expected/sideBySide.ts';

/** What is different, a line each. */
function compare(expected: string, actual: string): string[] {
  const { expectation } = readExpected(parseExact(expected));
  return differences(expectation, parseExact(actual)).map(({ path, what }) => `${path} ${what}`);
}

function fits(expected: string, actual: string): void {
  assert.deepEqual(compare(expected, actual), [], `${expected} is met by ${actual}`);
}

suite('what a payload test expects', () => {
  test('values are compared by value: order of members and ways to write are no matter', () => {
    fits('{"a":1,"b":[true,null,"x"]}', ' { "b" : [true, null, "\\u0078"], "a" : 1 } ');
    assert.deepEqual(compare('{"a":1}', '{"a":"1"}'), ['$.a is "1", expected 1']);
    assert.deepEqual(compare('{"a":1}', '{"b":1}'), ['$.a is missing: 1', '$.b is not expected']);
    assert.deepEqual(compare('[1,2]', '[1]'), ['$[1] is missing: 2']);
    assert.deepEqual(compare('[1]', '[1,2,3]'), ['$ has 2 more than the 1 expected']);
    assert.deepEqual(compare('null', '{}'), ['$ is {}, expected null']);
    assert.deepEqual(compare('{}', '[]'), ['$ is [], expected {}']);
    assert.deepEqual(compare('{"__proto__":1}', '{"toString":1}'), [
      '$.__proto__ is missing: 1',
      '$.toString is not expected',
    ]);
  });

  test('numbers are exact', () => {
    for (const [one, other] of [
      ['1', '1.0'],
      ['100', '1e2'],
      ['0.1', '10e-2'],
      ['-0', '0.00'],
      ['12345678901234567890', '1.2345678901234567890E19'],
      ['1e400', '10e399'],
    ] as const) {
      fits(one, other);
    }
    for (const [one, other] of [
      ['12345678901234567890', '12345678901234567891'],
      ['0.1', '0.10000000000000000001'],
      ['1', '-1'],
      ['1e400', '1e401'],
    ] as const) {
      assert.deepEqual(compare(one, other), [`$ is ${other}, expected ${one}`]);
    }
  });

  test('anything, and anything of a type', () => {
    fits('{"a":{"$any":true}}', '{"a":null}');
    assert.deepEqual(compare('{"a":{"$any":true}}', '{}'), ['$.a is missing: anything']);
    for (const [type, value] of [
      ['string', '""'],
      ['number', '1'],
      ['boolean', 'false'],
      ['object', '{"b":1}'],
      ['array', '[1]'],
      ['null', 'null'],
    ] as const) {
      fits(`{"$any":"${type}"}`, value);
      assert.deepEqual(compare(`[{"$any":"${type}"}]`, `[${type === 'null' ? '1' : 'null'}]`), [
        `$[0] is ${type === 'null' ? '1' : 'null'}, expected any ${type}`,
      ]);
    }
  });

  test('one of several, a pattern, JSON in a string', () => {
    fits('{"$oneOf":[1,{"$matches":"^a"},[]]}', '"abc"');
    assert.deepEqual(compare('{"$oneOf":[1,2]}', '3'), ['$ is 3, expected one of [ 1, 2 ]']);
    fits('{"$matches":"^ord-\\\\d+$"}', '"ord-12"');
    fits('{"$matches":"é$"}', '"café"');
    assert.deepEqual(compare('{"$matches":"^ord-"}', '"x"'), [
      '$ is "x", expected a string that matches ^ord-',
    ]);
    assert.deepEqual(compare('{"$matches":"1"}', '1'), [
      '$ is 1, expected a string that matches 1',
    ]);
    fits(
      '{"body":{"$json":{"id":12345678901234567890}}}',
      '{"body":"{\\"id\\":12345678901234567890}"}',
    );
    assert.deepEqual(compare('{"body":{"$json":{"id":1}}}', '{"body":"{\\"id\\":2}"}'), [
      '$.body.$json.id is 2, expected 1',
    ]);
    assert.deepEqual(compare('{"$json":1}', '"{"'), [
      '$ is "{", expected a string that holds JSON',
    ]);
  });

  test('a pattern that would take for ever is ended and told', () => {
    const [what = ''] = compare('{"$matches":"^(a+)+$"}', JSON.stringify(`${'a'.repeat(60)}b`));
    assert.match(what, /cannot be told: the pattern \^\(a\+\)\+\$ takes too long\. Simplify it/);
  });

  test('the rest of an object or an array may not matter', () => {
    fits('{"a":1,"$rest":"any"}', '{"a":1,"b":2}');
    fits('[1,{"$rest":"any"}]', '[1,2,3]');
    fits('[{"$rest":"any"}]', '[]');
    fits('[{"a":1,"$rest":"any"}]', '[{"a":1,"b":2}]');
    assert.deepEqual(compare('[{"a":1,"$rest":"any"}]', '[{"a":1},2]'), [
      '$ has 1 more than the 1 expected',
    ]);
    assert.deepEqual(compare('{"a":1,"$rest":"any"}', '{"b":2}'), ['$.a is missing: 1']);
    assert.deepEqual(compare('[1,2,{"$rest":"any"}]', '[1]'), ['$[1] is missing: 2']);
  });

  test('members that begin with $ are written with one more', () => {
    fits('{"$$id":1,"$$$x":{"$any":true}}', '{"$id":1,"$$x":2}');
    const answer = parseExact('{"$any":true,"a":[{"$$b":1.10}],"__proto__":{}}');
    assert.equal(
      layOut(exactly(answer)),
      '{\n  "$$any": true,\n  "a": [\n    {\n      "$$$b": 1.10\n    }\n  ],\n  "__proto__": {}\n}',
    );
    assert.deepEqual(differences(readExpected(exactly(answer)).expectation, answer), []);
  });

  test('an error of the function, of which the rest never matters', () => {
    const { error, expectation } = readExpected(parseExact('{"$error":{"errorType":"TypeError"}}'));
    assert.equal(error, true);
    const actual = parseExact('{"errorType":"TypeError","errorMessage":"no","trace":[]}');
    assert.deepEqual(differences(expectation, actual), []);
    assert.deepEqual(differences(expectation, parseExact('{"errorType":"RangeError"}')), [
      { path: '$.errorType', what: 'is "RangeError", expected "TypeError"' },
    ]);
  });

  test('what is written wrongly is told with its place', () => {
    for (const [text, message] of [
      [
        '{"a":{"$anny":true}}',
        '$.a: "$anny" is not known: it must be $any, $oneOf, $matches, $json or $rest. A member that is called $anny is written "$$anny"',
      ],
      [
        '[{"$any":"text"}]',
        '$[0].$any: must be true or one of "string", "number", "boolean", "object", "array", "null"',
      ],
      ['{"$any":true,"b":1}', '$: "$any" must stand alone, not beside "b"'],
      ['{"$oneOf":[]}', '$.$oneOf: must be an array of what is allowed'],
      ['{"$matches":1}', '$.$matches: must be a regular expression in a string'],
      ['{"$rest":true}', '$: "$rest" must be "any"'],
      ['{"$error":{},"a":1}', '$: "$error" must stand alone, not beside "a"'],
      ['{"a":{"$error":{}}}', '$.a: "$error" may stand outermost only'],
      ['{"a b":{"$oneOf":1}}', '$["a b"].$oneOf: must be an array of what is allowed'],
    ] as const) {
      assert.throws(() => readExpected(parseExact(text)), { name: 'ExpectationFault', message });
    }
    assert.throws(
      () => readExpected(parseExact('{"$matches":"("}')),
      /\$\.\$matches: .*Unterminated/,
    );
  });

  test('side by side, what fits is the same on both sides', () => {
    const { expectation } = readExpected(
      parseExact(
        '{"id":{"$matches":"^o"},"total":12.5,"items":[{"sku":"a"},{"sku":"b"}],"gone":1,"body":{"$json":[1,{"$any":true}]}}',
      ),
    );
    const actual = parseExact(
      '{"items":[{"sku":"a"},{"sku":"c","n":1.0}],"total":12.50,"id":"o-1","extra":true,"body":"[2,3]"}',
    );
    const sides = sideBySide(expectation, actual);
    assert.deepEqual(
      parseExact(layOut(sides.expected)),
      parseExact(
        '{"items":[{"sku":"a"},{"sku":"b"}],"total":12.50,"id":"o-1","body":{"$json":[1,3]},"gone":1}',
      ),
    );
    assert.deepEqual(
      parseExact(layOut(sides.actual)),
      parseExact(
        '{"items":[{"sku":"a"},{"sku":"c","n":1.0}],"total":12.50,"id":"o-1","extra":true,"body":{"$json":[2,3]}}',
      ),
    );
  });
});
