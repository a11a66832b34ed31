import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fillPlaceholders } from '../../src/payload/fillPlaceholders.ts';
import { positionInFile, readPayload } from '../../src/payload/payloadFile.ts';
import { findPlaceholders } from '../../src/payload/placeholders.ts';

const find = (json: string) => findPlaceholders(Buffer.from(json));
const variablesIn = (json: string) => find(json).found.map(({ variable }) => variable);
const faultOf = (json: string) => find(json).fault;

suite('placeholders of a payload file', () => {
  test('are found in strings, in values and in names, with what they name', () => {
    assert.deepEqual(
      variablesIn(
        `{ "{{$uuid}}": "a {{ $now }} b{{$now unix}}", "c": ["{{$now unixMs}}", "{{$prompt Order id}}"],
          "d": "{{$env HOME}}{{$file ../a b.json}}" }`,
      ),
      [
        { name: 'uuid' },
        { name: 'now', format: 'iso' },
        { name: 'now', format: 'unix' },
        { name: 'now', format: 'unixMs' },
        { name: 'prompt', label: 'Order id' },
        { name: 'env', variable: 'HOME' },
        { name: 'file', path: '../a b.json' },
      ],
    );
  });

  test('may have escapes and letters of every script in what they name', () => {
    assert.deepEqual(variablesIn('"{{$prompt Größe in \\"Zoll\\" \\u00e4 😀}}"'), [
      { name: 'prompt', label: 'Größe in "Zoll" ä 😀' },
    ]);
    assert.deepEqual(variablesIn('"{{$prompt \\"}}"'), [{ name: 'prompt', label: '"' }]);
  });

  test('are not what other templates or an escape make of it', () => {
    assert.deepEqual(find('["{{name}}", "{ {$uuid}}", "{\\u007b$uuid}}", "$uuid", {"a": {}}]'), {
      found: [],
      fault: undefined,
    });
  });

  test('that are no variables are faults, each with its place and what is wrong', () => {
    for (const [json, at, message] of [
      ['["{{$uid}}"]', 2, /no variable \{\{\$uid\}\}.*\$uuid, \$now/],
      ['["{{$}}"]', 2, /no variable \{\{\$\}\}/],
      ['["ä {{$uuid 4}}"]', 5, /takes nothing/],
      ['["{{$now epoch}}"]', 2, /not \{\{\$now epoch\}\}/],
      ['["{{$prompt }}"]', 2, /needs a label/],
      ['["{{$env}}"]', 2, /needs the name/],
      ['["{{$file}}"]', 2, /needs the path/],
      ['["{{$uuid", "}}"]', 2, /not closed/],
      ['["{{$prompt {{$uuid}}}}"]', 2, /another variable in it/],
    ] as const) {
      const fault = faultOf(json);
      assert.equal(fault?.at, at, json);
      assert.match(fault.message, message);
    }
  });

  test('have their place in the file, whose comments are not sent', () => {
    const file = Buffer.from('{ // "ä"\n  /* b */ "a": 1,\n  "c": "ü {{$nope}}", // d\n}\n');
    const { bytes } = readPayload(file, 'a.jsonc');
    const { fault } = findPlaceholders(bytes);
    assert.deepEqual(positionInFile(file, 'a.jsonc', fault?.at ?? -1), { line: 2, character: 10 });
  });
});

suite('filling placeholders in', () => {
  const fill = (json: string, value: string | number) => {
    const bytes = Buffer.from(json);
    return Buffer.from(
      fillPlaceholders(bytes, findPlaceholders(bytes).found, () => value),
    ).toString();
  };

  test('escapes a text and leaves every other byte as it was', () => {
    assert.equal(
      fill('{ "a" :"x{{$uuid}}y" , "big": 12345678901234567890,\t"\\u0041": 1.0 }', '"\n\\😀'),
      '{ "a" :"x\\"\\n\\\\😀y" , "big": 12345678901234567890,\t"\\u0041": 1.0 }',
    );
  });

  test('makes a number of a string that is nothing else, and digits within others and in names', () => {
    assert.equal(
      fill(
        '{ "{{$now unix}}" : "{{$now unix}}", "b": "at {{$now unix}}", "c": "\\"{{$now unix}}\\"" }',
        17,
      ),
      '{ "17" : 17, "b": "at 17", "c": "\\"17\\"" }',
    );
  });

  test('keeps JSON what it is, whatever the values and the places', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), { minLength: 1 }),
        (value, texts) => {
          const source = {
            value,
            list: texts.map((text) => `${text}{{$uuid}}`),
            last: '{{$uuid}}',
          };
          const bytes = Buffer.from(JSON.stringify(source));
          const { found, fault } = findPlaceholders(bytes);
          fc.pre(fault === undefined);
          const filled = fillPlaceholders(bytes, found, (_, index) => texts[index % texts.length]);
          const { last }: { last: string } = JSON.parse(Buffer.from(filled).toString());
          assert.equal(last, wellFormed(texts[(found.length - 1) % texts.length] ?? ''));
        },
      ),
    );
  });
});

/** Half of a surrogate pair survives as an escape. */
function wellFormed(text: string): string {
  const value: unknown = JSON.parse(JSON.stringify(text));
  return String(value);
}
