import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Handlers, startHandlers } from '../../support/handlers.ts';

const [major] = process.versions.node.split('.');

suite('the interpreter of a handler', () => {
  let folder: string;
  let handlers: Handlers;
  const path = process.env['PATH'];
  setup(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'interpreters-')));
  });
  teardown(async () => {
    process.env['PATH'] = path;
    await handlers.close();
    await rm(folder, { recursive: true });
  });

  test('is the Node.js of the settings where there is one, and INIT_START names it', async () => {
    const chosen = process.execPath;
    handlers = await startHandlers({ node: chosen });
    const run = await handlers.node('export const handler = async () => process.execPath;', {
      runtime: 'nodejs18.x',
    });
    const { log, value } = await handlers.invoke(run);
    assert.equal(value, chosen);
    assert(
      log.startsWith(`INIT_START Runtime Version: nodejs:${process.versions.node} (${chosen})\t`),
      log,
    );
  });

  test('is a Node.js of another version on PATH never, but that of the endpoint', async () => {
    process.env['PATH'] = folder;
    await symlink(process.execPath, join(folder, 'node'));
    handlers = await startHandlers();
    for (const runtime of [`nodejs${major}.x`, 'nodejs18.x']) {
      const run = await handlers.node('export const handler = async () => process.execPath;', {
        runtime,
      });
      assert.equal((await handlers.invoke(run)).value, process.execPath);
    }
  });

  test('is the Python chosen with the function before that of the settings', async () => {
    const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], {
      encoding: 'utf8',
    }).trim();
    const [ofFunction, ofSettings] = [
      join(folder, 'function-python'),
      join(folder, 'settings-python'),
    ];
    await symlink(python, ofFunction);
    await symlink(python, ofSettings);
    handlers = await startHandlers({ python: ofSettings });
    const source = 'import sys\ndef handler(event, context):\n    return sys.executable\n';
    const settings = await handlers.invoke(await handlers.python(source));
    assert.equal(settings.value, ofSettings);
    const own = await handlers.invoke(await handlers.python(source, { interpreter: ofFunction }));
    assert.equal(own.value, ofFunction);
    assert.match(
      own.log,
      /^INIT_START Runtime Version: python:3\.\d+\.\d+ \([^)]*function-python\)\t/,
    );
  });

  test('is missed in words, and found once it is there', async () => {
    process.env['PATH'] = folder;
    handlers = await startHandlers();
    const run = await handlers.python('def handler(event, context):\n    return 1\n');
    const missing = await handlers.invoke(run);
    assert.equal(missing.functionError, 'Unhandled');
    assert.match(missing.text, /no python3.* on PATH: install Python 3/);
    process.env['PATH'] = [folder, path].join(delimiter);
    assert.equal((await handlers.invoke(run)).text, '1');
  });
});
