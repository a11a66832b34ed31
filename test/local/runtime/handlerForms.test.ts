import assert from 'node:assert/strict';
import { type Handlers, startHandlers } from '../../support/handlers.ts';

const runs = 'async () => 1';
const python = 'def handler(event, context):\n    return 1\n';

suite('a handler', () => {
  let handlers: Handlers;
  suiteSetup(async () => {
    handlers = await startHandlers();
  });
  suiteTeardown(() => handlers.close());

  const module = { 'package.json': '{"type":"module"}' };
  const forms: [string, string, string, Record<string, string>][] = [
    ['in a folder', 'nodejs18.x', 'a/b.handler', { 'a/b.js': `exports.handler = ${runs};` }],
    [
      'in an ES module in a folder',
      'nodejs24.x',
      'a/b.handler',
      { 'a/b.mjs': `export const handler = ${runs};` },
    ],
    [
      'within an exported object',
      'nodejs20.x',
      'index.x.y.handler',
      { 'index.js': `exports.x = { y: { handler: ${runs} } };` },
    ],
    [
      'that is the default export',
      'nodejs22.x',
      'index.default',
      { 'index.mjs': `export default ${runs};` },
    ],
    [
      'of a module that awaits',
      'nodejs20.x',
      'index.handler',
      {
        'index.mjs':
          'const one = await Promise.resolve(1); export const handler = async () => one;',
      },
    ],
    [
      'of a package of ES modules',
      'nodejs18.x',
      'index.handler',
      { ...module, 'index.js': `export const handler = ${runs};` },
    ],
    [
      'of CommonJS in a package of ES modules',
      'nodejs22.x',
      'index.handler',
      { ...module, 'index.cjs': `exports.handler = ${runs};` },
    ],
    ['of today in Python 3.8', 'python3.8', 'index.handler', { 'index.py': python }],
    [
      'in a Python package',
      'python3.14',
      'a.b.c.handler',
      { 'a/__init__.py': '', 'a/b/__init__.py': '', 'a/b/c.py': python },
    ],
    ['in a Python package by its path', 'python3.9', 'a/b.handler', { 'a/b.py': python }],
  ];
  for (const [what, runtime, handler, files] of forms) {
    test(`${what} is found (${handler}, ${runtime})`, async () => {
      const { text } = await handlers.invoke(await handlers.add(files, { runtime, handler }));
      assert.equal(text, '1');
    });
  }

  test('in CommonJS syntax in a package of ES modules fails as in AWS', async () => {
    const files = { ...module, 'index.js': `exports.handler = ${runs};` };
    const { value } = await handlers.invoke(await handlers.add(files, { runtime: 'nodejs22.x' }));
    const { errorType, errorMessage } = Object(value);
    assert.equal(errorType, 'ReferenceError');
    assert.match(errorMessage, /^exports is not defined in ES module scope/);
  });

  test("has the options of Node.js that its function gives, by AWS' paths too", async () => {
    const layer = await handlers.add({ 'nodejs/two.cjs': 'globalThis.two = 2;' });
    const files = {
      'one.cjs': 'globalThis.one = 1;',
      'index.mjs': 'export const handler = async () => [globalThis.one, globalThis.two];',
    };
    for (const one of ['./one.cjs', '/var/task/one.cjs']) {
      const NODE_OPTIONS = `--require ${one} --require=/opt/nodejs/two.cjs`;
      const environment = { NODE_OPTIONS };
      const run = await handlers.add(files, { environment, layerFolders: [layer.codeFolder] });
      assert.deepEqual((await handlers.invoke(run)).value, [1, 2]);
    }
  });

  test("has the search path of Python that its function gives, by AWS' paths too", async () => {
    const files = {
      'vendor/one.py': 'VALUE = 1\n',
      'vendor/opt/two.py': 'VALUE = 2\n',
      'index.py':
        'import one, two\ndef handler(event, context):\n    return [one.VALUE, two.VALUE]\n',
    };
    for (const root of ['', '/var/task/']) {
      const environment = { PYTHONPATH: `${root}vendor:${root}vendor/opt` };
      const run = await handlers.add(files, { runtime: 'python3.12', environment });
      assert.deepEqual((await handlers.invoke(run)).value, [1, 2]);
    }
  });

  test('has all of an environment of four kilobytes', async () => {
    const environment = { LARGE: 'x'.repeat(4000) };
    const source = 'export const handler = async () => process.env.LARGE.length;';
    assert.equal((await handlers.invoke(await handlers.node(source, { environment }))).value, 4000);
  });

  test('may close its output, and what it writes is logged all the same', async () => {
    const node = `import { closeSync } from 'node:fs';
      export const handler = async () => { closeSync(1); console.log('still here'); return 1; };`;
    const python =
      'import os\ndef handler(event, context):\n    os.close(1)\n    print("still here")\n    return 1\n';
    for (const run of [await handlers.node(node), await handlers.python(python)]) {
      const { text, log } = await handlers.invoke(run);
      assert.equal(text, '1');
      assert.match(log, /still here\n/);
    }
  });

  test('that closes the pipe of its runtime ends with it, and the next invocation starts anew', async () => {
    const node = `import { closeSync } from 'node:fs';
      export const handler = async (closes) => { if (closes) closeSync(3); return 1; };`;
    const python =
      'import os\ndef handler(closes, context):\n    if closes: os.close(3)\n    return 1\n';
    for (const run of [await handlers.node(node), await handlers.python(python)]) {
      const { value } = await handlers.invoke(run, true);
      assert.equal(Object(value).errorType, 'Runtime.ExitError');
      assert.equal((await handlers.invoke(run, false)).value, 1);
    }
  });

  test('may log a hundred megabytes: memory stays bounded, and it comes to its end', async function () {
    this.timeout(60_000);
    const node = `const line = 'x'.repeat(1023) + '\\n';
      export const handler = async () => {
        for (let lines = 0; lines < 100 * 1024; lines += 1) process.stdout.write(line);
        return 1;
      };`;
    const before = process.memoryUsage().external;
    const { text, log } = await handlers.invoke(await handlers.node(node, { timeout: 50 }));
    assert.equal(text, '1');
    assert(log.length < 300 * 1024, `${log.length} bytes`);
    const grown = process.memoryUsage().external - before;
    assert(grown < 64 * 1024 * 1024, `${grown} bytes`);
  });
});
