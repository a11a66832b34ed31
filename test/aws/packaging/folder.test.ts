import assert from 'node:assert/strict';
import { chmod, utimes } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { packaging } from '../../../src/aws/packaging/packer.ts';
import { isUserError } from '../../../src/errors.ts';
import { tree } from './tree.ts';
import { answerOf, contentOf } from './unpacked.ts';

async function filesOf(path: string, include: readonly string[] = []): Promise<readonly string[]> {
  return (await packaging.pack({ path, include })).files;
}

suite('a folder', () => {
  test('is packed without what git ignores, its installed packages always', async () => {
    await using project = await tree({
      '.gitignore': 'node_modules/\n*.log\n/out\n!keep.log\n',
      'index.mjs': '',
      'a.log': '',
      'keep.log': '',
      'out/a.js': '',
      'lib/.gitignore': 'generated.js\n',
      'lib/generated.js': '',
      'lib/out/b.js': '',
      'node_modules/a/index.js': '',
      'node_modules/a/.gitignore': 'index.js',
      'node_modules/a/dist/x.log': '',
      'node_modules/.bin/a': '',
      'node_modules/.package-lock.json': '{}',
      '.git/config': '',
      'lib/__pycache__/x.pyc': '',
      '.venv/pyvenv.cfg': '',
      '.venv/lib/x.py': '',
    });
    assert.deepEqual(await filesOf(project.folder), [
      'index.mjs',
      'keep.log',
      'lib/out/b.js',
      'node_modules/a/dist/x.log',
      'node_modules/a/index.js',
    ]);
  });

  test('heeds .lambdaignore above all else', async () => {
    await using project = await tree({
      '.gitignore': 'dist/\nnotes.txt\n',
      '.lambdaignore': '!dist/\ntest/\nnode_modules/typescript\n',
      'dist/index.js': '',
      'notes.txt': '',
      'test/a.js': '',
      'node_modules/a/test/x.js': '',
      'node_modules/b/index.js': '',
      'node_modules/typescript/index.js': '',
    });
    assert.deepEqual(await filesOf(project.folder), ['dist/index.js', 'node_modules/b/index.js']);
  });

  test('within a repository heeds the ignore files above, unless they ignore the folder itself', async () => {
    await using repository = await tree({
      '.git/HEAD': '',
      '.gitignore': '*.tmp\nfunctions/*/secret.txt\n/dist\n',
      'functions/a/index.mjs': '',
      'functions/a/x.tmp': '',
      'functions/a/secret.txt': '',
      'dist/index.mjs': '',
    });
    assert.deepEqual(await filesOf(repository.at('functions/a')), ['index.mjs']);
    assert.deepEqual(await filesOf(repository.at('dist')), ['index.mjs']);
  });

  test('keeps what its package.json says is run, though git ignores it', async () => {
    await using project = await tree({
      '.gitignore': 'dist\n*.tsbuildinfo\n',
      'package.json': '{"main": "dist/src/index.js"}',
      'dist/src/index.js': 'exports.handler = () => 1;',
      'dist/src/other.js': '',
      'src/index.ts': 'enum NotStripped { A }',
    });
    assert.deepEqual(await filesOf(project.folder), [
      'dist/src/index.js',
      'dist/src/other.js',
      'package.json',
      'src/index.ts',
    ]);
    assert.deepEqual((await packaging.inspect(project.folder)).handlers, [
      'dist/src/index.handler',
    ]);
  });

  test('with nothing to pack is refused', async () => {
    await using project = await tree({ '.gitignore': '*\n', 'index.mjs': '' });
    await assert.rejects(
      packaging.pack({ path: project.folder }),
      (error) => isUserError(error) && /nothing to pack/.test(error.message),
    );
  });

  test('that does not exist is refused by name', async () => {
    await using project = await tree();
    const path = project.at('gone');
    for (const attempt of [
      () => packaging.pack({ path }),
      () => packaging.inspect(path),
      () => packaging.fingerprint({ path }),
    ])
      await assert.rejects(
        attempt(),
        (error) => isUserError(error) && error.message.includes(path),
      );
  });
});

suite('secrets in a folder', () => {
  const secrets = [
    '.aws/config',
    '.env',
    '.env.local',
    '.npmrc',
    'certs/server.key',
    'certs/server.pem',
    'credentials.json',
    'deep/.ssh/known_hosts',
    'id_rsa',
    'id_rsa.pub',
    'prod.env',
    'secrets.yaml',
    'store.p12',
  ];
  const project = () =>
    tree({
      ...Object.fromEntries(secrets.map((path) => [path, 'secret'])),
      '.gitignore': '.env\n',
      'index.mjs': '',
      'environment.mjs': '',
      'credentials.mjs': '',
      'certs/ca.pem': '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n',
      'certs/both.pem': '-----BEGIN CERTIFICATE-----\n-----BEGIN RSA PRIVATE KEY-----\n',
    });

  test('are left out and reported; certificates are none', async () => {
    await using folder = await project();
    const made = await packaging.pack({ path: folder.folder });
    assert.deepEqual(made.files, [
      'certs/ca.pem',
      'credentials.mjs',
      'environment.mjs',
      'index.mjs',
    ]);
    assert.deepEqual(made.secrets, [...secrets, 'certs/both.pem'].sort());
  });

  test('are packed when they are named, one by one or by folder', async () => {
    await using folder = await project();
    const made = await packaging.pack({ path: folder.folder, include: ['.env', '.aws/'] });
    assert.ok(made.files.includes('.env') && made.files.includes('.aws/config'));
    assert.ok(!made.files.includes('.env.local'));
    assert.deepEqual(
      made.secrets.filter((path) => path === '.env' || path === '.aws/config'),
      [],
    );
  });
});

suite('symbolic links in a folder', () => {
  test('are followed inside, never in circles and never to the outside', async () => {
    await using outside = await tree({ 'secret.txt': 'x', 'folder/x.txt': 'x' });
    await using project = await tree({ 'index.mjs': '', 'lib/a.mjs': 'export const a = 1;' });
    await project.link('lib/again', 'lib');
    await project.link('top', '.');
    await project.link('same', 'lib');
    await project.link('same.mjs', 'lib/a.mjs');
    await project.link('nowhere', 'missing');
    await project.link('out.txt', outside.at('secret.txt'));
    await project.link('out', outside.at('folder'));
    assert.deepEqual(await filesOf(project.folder), [
      'index.mjs',
      'lib/a.mjs',
      'same.mjs',
      'same/a.mjs',
    ]);
  });

  test('to packages of a workspace are followed as Node would', async () => {
    await using workspace = await tree({
      'functions/index.mjs': `import { a } from 'lib'; export const handler = () => a;`,
      'lib/package.json': '{"name": "lib", "type": "module", "main": "lib.js"}',
      'lib/lib.js': 'export const a = 1;',
      'lib/node_modules/dev/index.js': '',
    });
    await workspace.link('functions/node_modules/lib', 'lib');
    for (const path of [workspace.at('functions'), workspace.at('functions/index.mjs')])
      assert.equal(await answerOf({ path }, 'index.handler'), 1);
  });
});

suite('TypeScript in a folder', () => {
  test('becomes JavaScript, but for what has been compiled and for packages', async () => {
    await using project = await tree({
      'index.ts': `import { a } from './lib/a'; import { b } from './b.js'; export const handler = () => a + b;`,
      'lib/a.ts': 'export const a: number = 1;',
      'b.ts': 'export const b: number = 2;',
      'b.js': 'export const b = 2;',
      'types.d.ts': 'export type A = number;',
      'package.json': '{"type": "module"}',
      'node_modules/x/index.ts': 'enum A {}',
    });
    const source = { path: project.folder };
    const { files } = await packaging.pack(source);
    assert.deepEqual(files, [
      'b.js',
      'b.ts',
      'index.mjs',
      'lib/a.mjs',
      'node_modules/x/index.ts',
      'package.json',
      'types.d.ts',
    ]);
    assert.deepEqual((await packaging.inspect(project.folder)).handlers, ['index.handler']);
    assert.equal(await answerOf(source, 'index.handler'), 3);
  });

  test('that cannot be stripped is refused, with the way to leave it out', async () => {
    await using project = await tree({ 'index.mjs': '', 'tools/build.ts': 'enum A { B }' });
    await assert.rejects(
      packaging.pack({ path: project.folder }),
      /build\.ts:1: .*name tools\/build\.ts in \.lambdaignore/,
    );
  });
});

suite('a package', () => {
  test('is the same for the same content, whenever and wherever it was written', async () => {
    const content = { 'b/x.mjs': 'x', 'a.mjs': 'a'.repeat(300_000), 'ü.txt': 'ü' };
    await using one = await tree(content);
    await using other = await tree(Object.fromEntries(Object.entries(content).reverse()));
    await utimes(other.at('a.mjs'), 1, 1);
    const [first, second] = [
      await packaging.pack({ path: one.folder }),
      await packaging.pack({ path: other.folder }),
    ];
    assert.deepEqual(Buffer.from(first.zip), Buffer.from(second.zip));
    assert.equal(first.sha256, second.sha256);
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(first.zip));
    assert.equal(first.sha256, Buffer.from(digest).toString('base64'));
    assert.deepEqual(Object.keys(unzipSync(first.zip)), ['a.mjs', 'b/x.mjs', 'ü.txt']);
    assert.equal(contentOf(first, 'a.mjs'), content['a.mjs']);
    await other.write({ 'b/x.mjs': 'y' });
    assert.notEqual((await packaging.pack({ path: other.folder })).sha256, first.sha256);
  });

  test('can be read by other tools, with Unix modes', async () => {
    await using project = await tree({ 'run.sh': '#!/bin/sh', 'index.mjs': '', 'empty/ü.txt': '' });
    await chmod(project.at('run.sh'), 0o700);
    await chmod(project.at('index.mjs'), 0o600);
    const made = await packaging.pack({ path: project.folder });
    await using place = await tree({ 'package.zip': made.zip });
    const { execFileSync } = await import('node:child_process');
    const listed: unknown = JSON.parse(
      execFileSync('python3', [
        '-c',
        'import json, sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nprint(json.dumps([[i.filename, oct(i.external_attr >> 16), i.date_time] for i in z.infolist()]))',
        place.at('package.zip'),
      ]).toString(),
    );
    const time = [1980, 1, 1, 0, 0, 0];
    assert.deepEqual(listed, [
      ['empty/ü.txt', '0o100644', time],
      ['index.mjs', '0o100644', time],
      ['run.sh', '0o100755', time],
    ]);
  });
});
