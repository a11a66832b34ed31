import assert from 'node:assert/strict';
import { readFilterPattern } from '../../../../src/local/services/logs/filterPattern.ts';

/** From the examples of AWS' page "Filter pattern syntax". */
const matching: readonly (readonly [pattern: string, matched: string[], passed: string[]])[] = [
  ['', ['anything'], []],
  ['ERROR', ['[ERROR 400] BAD REQUEST'], ['[error 400] bad request']],
  ['ERROR ARGUMENTS', ['[ERROR 419] MISSING ARGUMENTS'], ['[ERROR 400] BAD REQUEST']],
  ['"INTERNAL SERVER ERROR"', ['[ERROR 500] INTERNAL SERVER ERROR'], ['INTERNAL ERROR SERVER']],
  ['?ERROR ?ARGUMENTS', ['[ERROR 400]', 'INVALID ARGUMENTS'], ['[WARN 400]']],
  ['ERROR -ARGUMENTS', ['[ERROR 400] BAD REQUEST'], ['[ERROR 419] MISSING ARGUMENTS']],
  ['-"two words"', ['words two'], ['two words']],
  ['?EITHER REQUIRED', ['REQUIRED'], ['EITHER']],
  ['"say \\"hi\\""', ['they say "hi"'], ['they say hi']],
  [
    '"6f1c2f3e-8a44-4b0e-9c1d-2f6f5b9f7d10"',
    ['START RequestId: 6f1c2f3e-8a44-4b0e-9c1d-2f6f5b9f7d10 Version: $LATEST\n'],
    ['START RequestId: 00000000-8a44-4b0e-9c1d-2f6f5b9f7d10 Version: $LATEST\n'],
  ],
  ['%[Uu]n?AUTH.*[0-9]%', ['unAUTH 1'], ['AUTH']],
  ['{ $.eventType = "UpdateTrail" }', ['{"eventType":"UpdateTrail"}\n'], ['eventType UpdateTrail']],
  ['{ $.eventType = UpdateTrail }', ['{"eventType":"UpdateTrail"}'], ['{"eventType":"Updated"}']],
  ['{ $.eventType = "Up*l" }', ['{"eventType":"UpdateTrail"}'], ['{"eventType":"Update"}']],
  ['{ $.ip = 123.123.* }', ['{"ip":"123.123.1.1"}'], ['{"ip":"123.124.1.1"}', '{}']],
  ['{ $.ip != 123.123.* }', ['{"ip":"9.9.9.9"}'], ['{"ip":"123.123.1.1"}', '{}']],
  ['{ $.list[0] = "one" }', ['{"list":["one"]}'], ['{"list":["two","one"]}']],
  ['{ $.a.b = 5 }', ['{"a":{"b":5}}', '{"a":{"b":5.0}}'], ['{"a":{"b":55}}', '{"a":{"b":[5]}}']],
  ['{ $.n > -1.5e1 }', ['{"n":-14}'], ['{"n":-15}', '{"n":"many"}']],
  ['{ $.n>=400 && $.n<500 }', ['{"n":404}'], ['{"n":500}']],
  ['{ $.[\'cluster.name\'] = "c" }', ['{"cluster.name":"c"}'], ['{"cluster":{"name":"c"}}']],
  ['{ $.x IS NULL }', ['{"x":null}'], ['{}', '{"x":0}']],
  ['{ $.x IS TRUE || $.y IS FALSE }', ['{"x":true}', '{"y":false}'], ['{"x":"true"}']],
  ['{ $.x NOT EXISTS }', ['{"y":1}'], ['{"x":null}']],
  [
    '{ ($.u.id = 1 && $.u.mail = "a@b.c") || $.admin EXISTS }',
    ['{"u":{"id":1,"mail":"a@b.c"}}', '{"admin":{}}'],
    ['{"u":{"id":1}}'],
  ],
  ['{ $.level = %ERR|WARN% }', ['{"level":"WARNING"}'], ['{"level":"INFO"}']],
  ['{ $.__proto__ NOT EXISTS }', ['{}'], []],
  ['[a, b]', ['one two', '"one two" [three four]'], ['one', 'one two three']],
  ['[..., status=4*, bytes > 1000]', ['1.2.3.4 - 404 1534'], ['1.2.3.4 - 200 1534', '404 999']],
  ['[ip, user != "x" && user != "y", ...]', ['1 z 3', '1 z'], ['1 x 3', '1']],
  ['[w1=ERROR || w1=%WARN.*%, w2]', ['ERROR 1', 'WARNING 1'], ['INFO 1']],
];

const refused: readonly (readonly [pattern: string, message: string])[] = [
  ['foo-bar', "Invalid filter pattern: Invalid character(s) in term 'foo-bar'"],
  ['""', `Invalid filter pattern: Invalid character(s) in term '""'`],
  ['"open', `Invalid filter pattern: Invalid character(s) in term '"open'`],
  ['{ $.a = 1', "Invalid filter pattern: If a filter pattern starts with '{' it must end with '}'"],
  ['{ $.a }', 'Invalid filter pattern'],
  ['{ level = "ERROR" }', 'Invalid filter pattern'],
  ['{ $.a = }', 'Invalid filter pattern'],
  ['{ $.a = 1 && }', 'Invalid filter pattern'],
  ['{ ($.a = 1 }', 'Invalid filter pattern'],
  ['{ $.a > "x" }', 'Invalid filter pattern'],
  ['{ $.a IS MAYBE }', 'Invalid filter pattern'],
  ['{ }', 'Invalid filter pattern'],
  ['[a, , b]', 'Invalid filter pattern'],
  ['[..., a, ...]', 'Invalid filter pattern'],
  ['%(a)%', "Invalid filter pattern: Invalid character(s) in term '%(a)%'"],
  ['%[%', "Invalid filter pattern: Invalid character(s) in term '%[%'"],
];

suite('filter patterns', () => {
  for (const [pattern, matched, passed] of matching) {
    test(`${pattern || 'nothing'} matches what AWS matches`, () => {
      const matches = readFilterPattern(pattern);
      assert.deepEqual([...matched, ...passed].filter(matches), matched);
    });
  }

  for (const [pattern, message] of refused) {
    test(`${pattern} is refused`, () => {
      assert.throws(() => readFilterPattern(pattern), {
        code: 'InvalidParameterException',
        message,
      });
    });
  }
});
