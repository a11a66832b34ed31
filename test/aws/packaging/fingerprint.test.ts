import assert from 'node:assert/strict';
import { chmod, rm, utimes } from 'node:fs/promises';
import { packaging } from '../../../src/aws/packaging/packer.ts';
import { tree } from './tree.ts';

suite('the fingerprint', () => {
  test('of a file changes with what it imports, and with nothing else', async () => {
    await using project = await tree({
      'package.json': '{"type": "module"}',
      'index.js': `import './lib.js'; import 'a';`,
      'lib.js': '',
      'unrelated.js': '',
      'node_modules/a/package.json': '{"name": "a"}',
      'node_modules/a/index.js': '',
    });
    const fingerprint = () => packaging.fingerprint({ path: project.at('index.js') });
    let last = await fingerprint();
    await project.write({ 'unrelated.js': 'changed', 'new.js': '' });
    assert.equal(await fingerprint(), last);
    for (const path of ['lib.js', 'index.js', 'package.json', 'node_modules/a/index.js']) {
      await utimes(project.at(path), 1000, 1000);
      const next = await fingerprint();
      assert.notEqual(next, last, path);
      last = next;
    }
  });

  test('of a folder changes with its files, their modes, and the ignore rules', async () => {
    await using project = await tree({
      '.gitignore': '*.log\n',
      'index.mjs': '',
      'a.log': '',
      'b.txt': '',
    });
    const fingerprint = () => packaging.fingerprint({ path: project.folder });
    const first = await fingerprint();
    await project.write({ 'a.log': 'more' });
    assert.equal(await fingerprint(), first);
    const changes = [
      () => project.write({ 'new.mjs': '' }),
      () => rm(project.at('new.mjs')),
      () => project.write({ 'index.mjs': 'longer' }),
      () => chmod(project.at('index.mjs'), 0o755),
      () => project.write({ '.lambdaignore': 'b.txt\n' }),
    ];
    let last = 'none';
    for (const change of changes) {
      await change();
      const next = await fingerprint();
      assert.notEqual(next, last);
      last = next;
    }
    assert.notEqual(last, first);
  });
});
