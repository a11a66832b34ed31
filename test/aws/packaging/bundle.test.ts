import assert from 'node:assert/strict';
import path from 'node:path';
import { packaging } from '../../../src/aws/packaging/packer.ts';
import { type Tree, tree } from './tree.ts';
import { answerOf, contentOf } from './unpacked.ts';

const esbuild = path.resolve('node_modules/esbuild');

suite('a handler with the esbuild of its project', () => {
  /** A project that names esbuild, with a package that it uses. */
  async function project(files: Readonly<Record<string, string>>): Promise<Tree> {
    const made = await tree({
      'package.json': '{"devDependencies": {"esbuild": "*"}, "dependencies": {"dep": "*"}}',
      'node_modules/dep/package.json': '{"name": "dep", "main": "index.js"}',
      'node_modules/dep/index.js': `exports.os = () => require('node:os').EOL.length; exports.two = 2;`,
      ...files,
    });
    await made.link('node_modules/esbuild', esbuild);
    return made;
  }

  test('is one file, with the packages that it needs in it', async () => {
    await using made = await project({
      'src/index.ts': `import { two } from 'dep';
import { three } from './lib/three.ts';
import { S3Client } from '@aws-sdk/client-s3';
export const handler = async (event: { n: number }): Promise<number> =>
  event.n === 0 ? S3Client.name.length : two + three + event.n;
`,
      'src/lib/three.ts': 'export const three: number = 3;',
    });
    const source = { path: made.at('src/index.ts'), handler: 'index.handler' };
    const packed = await packaging.pack(source);
    assert.deepEqual(packed.files, ['index.bundle.cjs', 'index.cjs']);
    const bundle = contentOf(packed, 'index.bundle.cjs');
    assert.match(bundle, /require\("@aws-sdk\/client-s3"\)/);
    assert.doesNotMatch(bundle, /require\("dep"\)/);
    assert.deepEqual((await packaging.pack(source)).sha256, packed.sha256);
  });

  test('answers as it does without, and its stack leads to the source', async () => {
    await using made = await project({
      'index.ts': `import { two, os } from 'dep';
import { fail } from './lib/fail.ts';
export const handler = async (event: { fail?: boolean }): Promise<unknown> => {
  try {
    return event.fail ? fail() : [two, os()];
  } catch (error) {
    return (error as Error).stack;
  }
};
`,
      'lib/fail.ts': `interface Unused {}

export function fail(): never {
  throw new Error('as planned');
}
`,
    });
    const source = { path: made.at('index.ts'), handler: 'index.handler' };
    assert.deepEqual(await answerOf(source, 'index.handler'), [2, 1]);
    const stack = await answerOf(source, 'index.handler', { fail: true });
    assert.match(String(stack), /lib[\\/]fail\.ts:4:\d+/);
  });

  test('in a folder below what it imports leads to the sources too', async () => {
    await using made = await project({
      'orders/src/index.ts': `import { fail } from '../../shared/fail.ts';
export const handler = async (): Promise<unknown> => {
  try {
    return fail();
  } catch (error) {
    return (error as Error).stack;
  }
};
`,
      'shared/fail.ts': 'export function fail(): never {\n  throw new Error();\n}\n',
    });
    const handler = 'orders/src/index.handler';
    const path = made.at('orders/src/index.ts');
    const stack = String(await answerOf({ path, handler }, handler)).replaceAll('\\', '/');
    assert.match(stack, /\/shared\/fail\.ts:2:\d+/);
    assert.match(stack, /\/orders\/src\/index\.ts:4:\d+/);
    assert.doesNotMatch(stack, /src\/(shared|orders)/);
  });

  for (const [what, files] of [
    [
      'import.meta',
      { 'index.mjs': `import './a.mjs'; export const handler = () => import.meta.url;` },
    ],
    [
      'await at its top',
      { 'index.mjs': `import './a.mjs'; await 1; export const handler = () => 1;` },
    ],
    ['nothing to bundle', { 'index.mjs': `export const handler = () => 1;` }],
  ] as const) {
    test(`is packed as it is with ${what}`, async () => {
      await using made = await project({ ...files, 'a.mjs': 'export {};' });
      const packed = await packaging.pack({ path: made.at('index.mjs') });
      assert.ok(packed.files.includes('index.mjs'), packed.files.join());
    });
  }

  test('is packed as it is where the project does not name esbuild, or has not installed it', async () => {
    await using made = await project({
      'package.json': '{"dependencies": {"dep": "*"}}',
      'index.mjs': `import { two } from 'dep'; export const handler = () => two;`,
    });
    const source = { path: made.at('index.mjs') };
    assert.ok((await packaging.pack(source)).files.includes('index.mjs'));
    await using other = await tree({
      'package.json': '{"devDependencies": {"esbuild": "*"}}',
      'index.mjs': `import './a.mjs'; export const handler = () => 1;`,
      'a.mjs': '',
    });
    assert.ok((await packaging.pack({ path: other.at('index.mjs') })).files.includes('index.mjs'));
  });
});
