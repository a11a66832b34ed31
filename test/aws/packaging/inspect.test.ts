import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { functionName } from '../../../src/aws/packaging/functionName.ts';
import { packaging } from '../../../src/aws/packaging/packer.ts';
import { tree } from './tree.ts';

async function factsOf(file: string, code: string) {
  await using project = await tree({ [file]: code });
  return await packaging.inspect(project.at(file));
}

suite('what a file tells of its function', () => {
  test('is its kind, a name and the newest runtime in service', async () => {
    const facts = await factsOf('orders/index.mjs', 'export const handler = () => 1;');
    assert.equal(facts.kind, 'file');
    assert.equal(facts.name, 'orders');
    assert.equal(facts.runtime, 'nodejs24.x');
    assert.deepEqual(facts.handlers, ['index.handler']);
    assert.equal(
      (await factsOf('hello.py', 'def handler(event, context): pass')).runtime,
      'python3.14',
    );
  });

  for (const [file, code, handlers] of [
    ['a.mjs', 'const f = () => 1; export { f as handler, f as other };', ['a.handler', 'a.other']],
    ['a.mjs', 'export default () => 1; export async function work() {}', ['a.work', 'a.default']],
    ['a.mjs', 'export function other() {} export class handler {}', ['a.handler', 'a.other']],
    ['a.cjs', 'exports.one = 1; module.exports.handler = async () => 1;', ['a.handler', 'a.one']],
    [
      'a.cjs',
      'module.exports = { one, "two": 2, async handler(a, { b }) { return [1, 2]; }, [three]: 3, ...rest };',
      ['a.handler', 'a.one', 'a.two'],
    ],
    [
      'a.js',
      '// exports.no = 1\nconst exported = "exports.never = 1"; other.exports.no = 1; if (exports.x === 1) {}',
      [],
    ],
    ['a.cjs', 'exports["handler"] = () => 1;', ['a.handler']],
    [
      'a.cjs',
      'Object.defineProperty(exports, "__esModule", { value: true }); exports.__esModule = true; Object.defineProperty(exports, "handler", { get: () => 1 });',
      ['a.handler'],
    ],
    ['a.cjs', '0 && (module.exports = { handler });', ['a.handler']],
    [
      'a.ts',
      'export type T = 1; export interface I {} export const handler = (e: T) => 1;',
      ['a.handler'],
    ],
    ['a.ts', 'module.exports = { handler: (e: unknown) => 1 };', ['a.handler']],
    [
      'a.py',
      'def helper(x): pass\ndef work(event, context=None): pass\nasync def no(a, b): pass\ndef lambda_handler(event: dict, context: "Context") -> dict:\n    def inner(event, context): pass\n',
      ['a.lambda_handler', 'a.work'],
    ],
    [
      'a.py',
      "'''\ndef text(event, context): pass\n'''\ndef three(a, b, c): pass\ndef any(*args): pass",
      ['a.any'],
    ],
    ['a.txt', 'export const handler = 1;', []],
  ] as const) {
    test(`has the handlers ${JSON.stringify(handlers)}: ${code.slice(0, 60).replaceAll('\n', ' ')}`, async () => {
      assert.deepEqual((await factsOf(file, code)).handlers, handlers);
    });
  }
});

suite('the handlers of a file that exports what others export', () => {
  test('are those of the others, without their default', async () => {
    await using project = await tree({
      'index.mjs': `export * from './work.mjs'; export { b as c } from './work.mjs'; export * as all from './work.mjs';`,
      'work.mjs': `export * from './index.mjs'; export const handler = 1, b = 2; export default 3;`,
    });
    const { handlers } = await packaging.inspect(project.at('index.mjs'));
    assert.deepEqual(handlers, ['index.handler', 'index.c', 'index.all', 'index.b']);
  });
});

suite('what a folder tells of its function', () => {
  for (const [what, files, handlers] of [
    [
      'its main file',
      {
        'package.json': '{"main": "lib/start.js"}',
        'lib/start.js': 'exports.run = 1;',
        'index.mjs': 'export const other = 1;',
      },
      ['lib/start.run', 'index.other'],
    ],
    [
      'the usual names',
      {
        'app.mjs': 'export const app = 1;',
        'handler.mjs': 'export const handler = 1;',
        'zzz.mjs': 'export const handler = 1;',
      },
      ['handler.handler', 'app.app'],
    ],
    [
      'its src folder',
      { 'src/index.ts': 'export const handler = (e: object) => 1;' },
      ['src/index.handler'],
    ],
    [
      'Python',
      { 'lambda_function.py': 'def lambda_handler(event, context): pass' },
      ['lambda_function.lambda_handler'],
    ],
    [
      'any file at the top',
      { 'work.cjs': 'exports.handler = 1;', 'readme.md': '' },
      ['work.handler'],
    ],
    ['nothing', { 'readme.md': '' }, []],
  ] as const) {
    test(`comes from ${what}`, async () => {
      await using project = await tree({ ...files });
      const facts = await packaging.inspect(project.folder);
      assert.equal(facts.kind, 'folder');
      assert.equal(facts.name, basename(project.folder));
      assert.deepEqual(facts.handlers, handlers);
    });
  }
});

suite('the name of a function', () => {
  for (const [path, kind, name] of [
    ['/work/greet.ts', 'file', 'greet'],
    ['/work/orders/index.mjs', 'file', 'orders'],
    ['/work/orders/src/handler.ts', 'file', 'orders'],
    ['/work/hello/lambda_function.py', 'file', 'hello'],
    ['/work/été à Paris.mjs', 'file', 'ete-a-Paris'],
    ['/work/send.mail.js', 'file', 'send-mail'],
    ['/work/注文/index.mjs', 'file', 'work'],
    ['/work/orders/src', 'folder', 'orders'],
    [`/work/${'x'.repeat(80)}`, 'folder', 'x'.repeat(64)],
    ['/index.mjs', 'file', 'index'],
    ['/注文', 'folder', 'my-function'],
  ] as const) {
    test(`made from ${path} is ${name}`, () => {
      assert.equal(functionName(path, kind), name);
    });
  }
});
