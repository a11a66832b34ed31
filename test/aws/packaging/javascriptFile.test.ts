import assert from 'node:assert/strict';
import { packaging } from '../../../src/aws/packaging/packer.ts';
import { isUserError } from '../../../src/errors.ts';
import { tree } from './tree.ts';
import { answerOf, contentOf } from './unpacked.ts';

suite('an ES module', () => {
  test('is packed with all that it imports relatively, and nothing else', async () => {
    await using project = await tree({
      'index.mjs': `import { a } from './a.mjs';
        import data from "./data.json" with { type: "json" };
        export { b } from './deep/b.mjs';
        // import './comment.mjs'
        const text = "import './string.mjs'";
        export const handler = async () => [a, data.n, (await import('./late.mjs')).late, text.length];`,
      'a.mjs': `import './index.mjs'; export const a = 1;`,
      'data.json': '{"n": 2}',
      'deep/b.mjs': 'export const b = 3;',
      'late.mjs': 'export const late = 4;',
      'comment.mjs': '',
      'string.mjs': '',
      'notes.txt': 'not needed',
    });
    const source = { path: project.at('index.mjs') };
    const { files } = await packaging.pack(source);
    assert.deepEqual(files, ['a.mjs', 'data.json', 'deep/b.mjs', 'index.mjs', 'late.mjs']);
    assert.deepEqual(await answerOf(source, 'index.handler'), [1, 2, 4, 21]);
  });

  test('that imports from the folder above stands in its own folder in the package', async () => {
    await using project = await tree({
      'functions/orders/index.mjs': `import { a } from '../../shared/a.mjs'; export const handler = () => a;`,
      'functions/orders/other.mjs': '',
      'shared/a.mjs': 'export const a = 1;',
    });
    const source = { path: project.at('functions/orders/index.mjs') };
    const { files } = await packaging.pack(source);
    assert.deepEqual(files, ['functions/orders/index.mjs', 'shared/a.mjs']);
    assert.deepEqual((await packaging.inspect(source.path)).handlers, [
      'functions/orders/index.handler',
    ]);
    assert.equal(await answerOf(source, 'functions/orders/index.handler'), 1);
  });

  test('is found by the handler that its function has already', async () => {
    await using project = await tree({
      'orders/index.mjs': `import { a } from '../a.mjs'; export const handler = () => a;`,
      'a.mjs': 'export const a = 1;',
    });
    const source = { path: project.at('orders/index.mjs'), handler: 'index.handler' };
    assert.equal(await answerOf(source, 'index.handler'), 1);
  });

  test('that imports what does not exist is refused with the line', async () => {
    await using project = await tree({
      'index.mjs': `\nimport { a } from './a';\nexport const handler = a;`,
    });
    await assert.rejects(packaging.pack({ path: project.at('index.mjs') }), (error) => {
      assert.ok(isUserError(error));
      assert.match(
        error.message,
        /index\.mjs:2 imports \.\/a, which does not exist.*with the ending/,
      );
      return true;
    });
  });

  test('that imports by the map of its package.json is refused with the way out', async () => {
    await using project = await tree({ 'index.mjs': `import '#config';` });
    await assert.rejects(
      packaging.pack({ path: project.at('index.mjs') }),
      /#config.*Pack the folder/,
    );
  });
});

suite('a CommonJS module', () => {
  test('is packed with all that it requires relatively', async () => {
    await using project = await tree({
      'index.js': `const a = require('./a'), b = require("./b"), { n } = require(\`./data\`);
        // require('./comment')
        const pattern = /require('.\\/pattern')/, other = { require() {} };
        other.require('./method');
        let optional; try { optional = require('./not-there'); } catch { optional = 'none'; }
        exports.handler = async () => [a, b, n, optional, module.require('./c').c];`,
      'a.js': 'module.exports = 1;',
      'b/index.js': 'module.exports = require("..").never ?? 2;',
      'data.json': '{"n": 3}',
      'c.cjs': 'exports.c = 0;',
      'c.js': 'exports.c = 4;',
      'comment.js': '',
      'pattern.js': '',
      'method.js': '',
    });
    const source = { path: project.at('index.js') };
    const { files } = await packaging.pack(source);
    assert.deepEqual(files, ['a.js', 'b/index.js', 'c.js', 'data.json', 'index.js']);
    assert.deepEqual(await answerOf(source, 'index.handler'), [1, 2, 3, 'none', 4]);
  });
});

suite('the kind of a .js file', () => {
  const handler = 'export const handler = () => import.meta.url.endsWith("index.js");';

  test('that a package.json above decides is decided the same way in the package', async () => {
    await using project = await tree({
      'package.json': '{"name": "shop", "type": "module", "scripts": {"x": "y"}}',
      'src/index.js': handler,
    });
    const source = { path: project.at('src/index.js') };
    const made = await packaging.pack(source);
    assert.deepEqual(made.files, ['index.js', 'package.json']);
    assert.deepEqual(JSON.parse(contentOf(made, 'package.json')), { type: 'module' });
    assert.equal(await answerOf(source, 'index.handler'), true);
  });

  test('that nothing but its syntax decides is told to older runtimes', async () => {
    await using project = await tree({ 'index.js': handler });
    const made = await packaging.pack({ path: project.at('index.js') });
    assert.deepEqual(JSON.parse(contentOf(made, 'package.json')), { type: 'module' });
  });

  test('that is CommonJS needs no package.json', async () => {
    await using project = await tree({
      'package.json': '{"type":"commonjs"}',
      'index.js': 'exports.handler = () => 1;',
    });
    assert.deepEqual((await packaging.pack({ path: project.at('index.js') })).files, ['index.js']);
  });

  test('may differ from folder to folder', async () => {
    await using project = await tree({
      'package.json': '{"type": "module"}',
      'index.js': `import old from './old/old.js'; export const handler = () => old.value;`,
      'old/package.json': '{"private": true}',
      'old/old.js': 'exports.value = typeof require;',
    });
    assert.equal(await answerOf({ path: project.at('index.js') }, 'index.handler'), 'function');
  });
});

suite('installed packages', () => {
  const manifest = (name: string, version: string, dependencies = {}) =>
    JSON.stringify({ name, version, main: 'index.js', dependencies });

  test('that a file imports come along with what they depend on, each in its version', async () => {
    await using project = await tree({
      'functions/index.mjs': `import fs from 'node:fs'; import a from 'a'; import b from 'b/part.js';
        import { x } from '@scope/x'; export const handler = () => [typeof fs, a, b, x];`,
      'node_modules/a/package.json': manifest('a', '1.0.0', { b: '2', 'not-installed': '1' }),
      'node_modules/a/index.js': `module.exports = 'a with ' + require('b');`,
      'node_modules/a/node_modules/b/package.json': manifest('b', '2.0.0', { c: '1' }),
      'node_modules/a/node_modules/b/index.js': `module.exports = 'b2 with ' + require('c');`,
      'node_modules/b/package.json': manifest('b', '1.0.0'),
      'node_modules/b/part.js': `module.exports = 'part of b1';`,
      'node_modules/c/package.json': manifest('c', '1.0.0', { a: '1' }),
      'node_modules/c/index.js': `module.exports = 'c';`,
      'node_modules/@scope/x/package.json': manifest('@scope/x', '1.0.0'),
      'node_modules/@scope/x/index.js': `exports.x = 'x';`,
      'node_modules/unused/package.json': manifest('unused', '1.0.0'),
    });
    const source = { path: project.at('functions/index.mjs') };
    const { files, missing } = await packaging.pack(source);
    assert.deepEqual(missing, []);
    assert.ok(!files.some((file) => file.includes('unused')));
    assert.deepEqual(await answerOf(source, 'index.handler'), [
      'object',
      'a with b2 with c',
      'part of b1',
      'x',
    ]);
  });

  test('that are links into a store are packed plainly', async () => {
    await using project = await tree({
      'index.mjs': `import a from 'a'; export const handler = () => a;`,
      'node_modules/.pnpm/a@1/node_modules/a/package.json': manifest('a', '1.0.0', { b: '1' }),
      'node_modules/.pnpm/a@1/node_modules/a/index.js': `module.exports = require('b') + 1;`,
      'node_modules/.pnpm/b@1/node_modules/b/package.json': manifest('b', '1.0.0', { a: '1' }),
      'node_modules/.pnpm/b@1/node_modules/b/index.js': 'module.exports = 1;',
    });
    await project.link('node_modules/a', 'node_modules/.pnpm/a@1/node_modules/a');
    await project.link(
      'node_modules/.pnpm/a@1/node_modules/b',
      'node_modules/.pnpm/b@1/node_modules/b',
    );
    await project.link(
      'node_modules/.pnpm/b@1/node_modules/a',
      'node_modules/.pnpm/a@1/node_modules/a',
    );
    for (const path of [project.at('index.mjs'), project.folder]) {
      const { files } = await packaging.pack({ path });
      assert.deepEqual(files, [
        'index.mjs',
        'node_modules/a/index.js',
        'node_modules/a/package.json',
        'node_modules/b/index.js',
        'node_modules/b/package.json',
      ]);
      assert.equal(await answerOf({ path }, 'index.handler'), 2);
    }
  });

  test('of the SDK are left to the runtime unless the project depends on them', async () => {
    const sdk = {
      'index.mjs': `import { S3 } from '@aws-sdk/client-s3'; export const handler = () => S3;`,
      'node_modules/@aws-sdk/client-s3/package.json': manifest('@aws-sdk/client-s3', '3.0.0'),
      'node_modules/@aws-sdk/client-s3/index.js': 'exports.S3 = 1;',
    };
    await using without = await tree({
      ...sdk,
      'package.json': '{"devDependencies":{"@aws-sdk/client-s3":"3"}}',
    });
    assert.deepEqual((await packaging.pack({ path: without.at('index.mjs') })).files, [
      'index.mjs',
    ]);
    await using dependent = await tree({
      ...sdk,
      'package.json': '{"dependencies":{"@aws-sdk/client-s3":"3"}}',
    });
    const source = { path: dependent.at('index.mjs') };
    assert.equal(await answerOf(source, 'index.handler'), 1);
  });

  test('that are not there are named, since a layer may bring them', async () => {
    await using project = await tree({
      'index.mjs': `import 'from-a-layer/part'; import '@scope/layer';`,
    });
    const { missing } = await packaging.pack({ path: project.at('index.mjs') });
    assert.deepEqual(missing, ['@scope/layer', 'from-a-layer']);
  });
});

suite('a secret that a file imports', () => {
  test('is left out and reported, unless it is named', async () => {
    await using project = await tree({
      'index.mjs': `const { default: key } = await import('./credentials.json', { with: { type: 'json' } }); export const handler = () => key.n;`,
      'credentials.json': '{"n": 1}',
    });
    const source = { path: project.at('index.mjs') };
    const { files, secrets } = await packaging.pack(source);
    assert.deepEqual(files, ['index.mjs']);
    assert.deepEqual(secrets, ['credentials.json']);
    assert.equal(await answerOf({ ...source, include: ['credentials.json'] }, 'index.handler'), 1);
  });
});
