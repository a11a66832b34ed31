import assert from 'node:assert/strict';
import { packaging } from '../../../src/aws/packaging/packer.ts';
import { isUserError } from '../../../src/errors.ts';
import { tree } from './tree.ts';
import { answerOf, contentOf } from './unpacked.ts';

suite('a TypeScript file', () => {
  test('is packed as JavaScript that runs, with imports in all usual forms', async () => {
    await using project = await tree({
      'greet.ts': `import type { APIGatewayProxyEvent } from 'aws-lambda';
import { Context, SQSEvent } from 'aws-lambda';
import { one, type One } from './one.ts';
import { two } from './two';
import { three } from './three.js';
import four from './four';
import * as five from './five.mts';
import data from './data.json';
import './effect.ts';
export { six } from './six/index.ts';
export const handler = async (event: APIGatewayProxyEvent | SQSEvent, context: Context): Promise<One[]> =>
  [one, two, three, four.four, five.five, data.n, (await import('./late.ts')).late, globalThis.effect] as One[];
`,
      'one.ts': 'export type One = number; export const one: One = 1;',
      'two.ts': 'export const two = 2 satisfies number;',
      'three.ts': 'export const three: number = 3;',
      'four.cts': 'const four: number = 4; module.exports = { four };',
      'five.mts': 'export const five = 5 as number;',
      'six/index.ts': `import { one } from '../one'; export const six = one + 5;`,
      'data.json': '{"n": 6}',
      'late.ts': 'export const late: number = 7;',
      'effect.ts': '(globalThis as { effect?: number }).effect = 8;',
    });
    const source = { path: project.at('greet.ts') };
    const { files, missing } = await packaging.pack(source);
    assert.deepEqual(missing, []);
    assert.deepEqual(files, [
      'data.json',
      'effect.cjs',
      'five.mjs',
      'four.cjs',
      'greet.mjs',
      'late.mjs',
      'one.mjs',
      'six/index.mjs',
      'three.mjs',
      'two.mjs',
    ]);
    assert.deepEqual((await packaging.inspect(source.path)).handlers, [
      'greet.handler',
      'greet.six',
    ]);
    assert.deepEqual(await answerOf(source, 'greet.handler'), [1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('loses imported names that only types use, in every form, and no others', async () => {
    await using project = await tree({
      'index.ts': `import Type, { a, T as U, b as c } from './lib.mjs';
import kept, * as Types from './lib.mjs';
import Gone, * as all from './lib.mjs';
import { T,
  type V, d } from './lib.mjs';
import type W from './nowhere';
import X, { Y } from './nowhere-either';
const use = (x: Type | U | Types.T | Gone | T | V | W | X | Y) => x;
export const handler = () => [a, c, kept, all.a, d, { T: use(1) }.T];`,
      'lib.mjs': 'export const a = 1, b = 2, d = 3; export default 4;',
    });
    const source = { path: project.at('index.ts') };
    assert.deepEqual(await answerOf(source, 'index.handler'), [1, 2, 4, 1, 3, 1]);
  });

  test('with import and export is an ES module in a CommonJS project too', async () => {
    await using project = await tree({
      'package.json': '{"type": "commonjs"}',
      'index.ts': `import { a } from './a'; export const handler = () => a;`,
      'a.ts': 'export const a = 1;',
    });
    assert.equal(await answerOf({ path: project.at('index.ts') }, 'index.handler'), 1);
  });

  test('that is CommonJS stays so', async () => {
    await using project = await tree({
      'package.json': '{"type": "module"}',
      'index.cts': `const { a } = require('./a.cts'); exports.handler = (event: object) => a;`,
      'a.cts': 'exports.a = 1 as number;',
    });
    assert.equal(await answerOf({ path: project.at('index.cts') }, 'index.handler'), 1);
  });

  test('can be imported from JavaScript', async () => {
    await using project = await tree({
      'index.mjs': `import { a } from './a.ts'; export const handler = () => a;`,
      'a.ts': 'export const a: number = 1;',
    });
    assert.equal(await answerOf({ path: project.at('index.mjs') }, 'index.handler'), 1);
  });

  test('keeps its lines and columns', async () => {
    const code = `interface A {\n  a: number;\n}\nexport const handler = (event: A) => {\n  throw new Error('here');\n};\n`;
    await using project = await tree({ 'index.ts': code });
    const made = await packaging.pack({ path: project.at('index.ts') });
    const packed = contentOf(made, 'index.mjs').split('\n');
    for (const [index, line] of code.split('\n').entries()) {
      const at = line.indexOf('throw');
      if (at >= 0) assert.equal(packed[index]?.indexOf('throw'), at);
    }
    assert.equal(packed.length, code.split('\n').length);
  });

  for (const [what, code, line] of [
    ['an enum', '\n  enum Size { S }\nexport const handler = () => Size.S;', 2],
    ['a namespace', 'namespace N { export const a = 1; }', 1],
    ['a parameter property', 'class A {\n  constructor(private a: number) {}\n}', 2],
  ] as const) {
    test(`with ${what} is refused with the line and what to do`, async () => {
      await using project = await tree({ 'index.ts': `import './bad.ts';`, 'bad.ts': code });
      await assert.rejects(packaging.pack({ path: project.at('index.ts') }), (error) => {
        assert.ok(isUserError(error));
        assert.ok(error.message.startsWith(`${project.at('bad.ts')}:${line}: `), error.message);
        assert.match(error.message, /write it in plain JavaScript.*or compile/);
        return true;
      });
    });
  }

  test('with a mistake in its syntax is refused with the line', async () => {
    await using project = await tree({ 'index.ts': 'const a = 1;\nconst b: = 2;' });
    await assert.rejects(
      packaging.pack({ path: project.at('index.ts') }),
      /index\.ts:2: .*Correct the syntax/,
    );
  });

  test('that would take the place of another file is refused', async () => {
    await using project = await tree({
      'index.ts': `import { a } from './a.ts'; import { b } from './a.mjs'; export const handler = () => a + b;`,
      'a.ts': 'export const a = 1;',
      'a.mjs': 'export const b = 1;',
    });
    await assert.rejects(packaging.pack({ path: project.at('index.ts') }), /would both be a\.mjs/);
  });
});
