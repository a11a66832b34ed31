import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { build } from 'esbuild';
import type { Target } from '../../../src/aws/target.ts';
import { rememberSource } from '../../../src/commands/flows/sources.ts';
import { mapPaths } from '../../../src/commands/invoking/mapPaths.ts';
import { folderWorkspace } from '../../support/folderWorkspace.ts';
import { memoryState } from '../../support/memoryState.ts';

const target: Target = {
  connection: 'local',
  endpoint: undefined,
  region: 'us-east-1',
  accountId: undefined,
  credentials: { accessKeyId: '', secretAccessKey: '' },
};
const hash = 'a'.repeat(64);

suite('paths in stacks and logs', () => {
  let top: string;

  suiteSetup(async () => {
    top = await realpath(await mkdtemp(join(tmpdir(), 'lambda-bench-paths-')));
    await mkdir(join(top, 'workspace/orders'), { recursive: true });
    await writeFile(join(top, 'workspace/orders/index.ts'), '');
    await writeFile(join(top, 'outside.js'), '');
  });
  suiteTeardown(() => rm(top, { recursive: true }));

  async function mapping(folder: string): Promise<(text: string) => string> {
    const state = memoryState();
    const path = join(top, 'workspace/orders/index.ts');
    const source = { path, include: [], leftOut: [], fingerprint: '', sha256: '' };
    await rememberSource(state, target, 'orders', source);
    return mapPaths({ state, workspace: folderWorkspace([folder]) }, target, 'orders');
  }

  test('lead to the source, from where Lambda and the local endpoint unpack it', async () => {
    const map = await mapping(join(top, 'workspace'));
    const local = `file:///data/code/orders/${hash}`;
    assert.equal(
      map(`at f (file:///var/task/index.js:2:9)\nat g (${local}/index.js:3:1)`),
      'at f (orders/index.ts:2:9)\nat g (orders/index.ts:3:1)',
    );
  });

  test('are found whole where the folders of the local endpoint have blanks in their names', async () => {
    const map = await mapping(join(top, 'workspace'));
    const local = `/Users/me/Application Support/code/orders/${hash}`;
    assert.equal(
      map(`at f (${local}/index.js:2:9)\n    at ${local}/index.js:3:1\nsee ${local}/x.js`),
      'at f (orders/index.ts:2:9)\n    at orders/index.ts:3:1\nsee /var/task/x.js',
    );
    assert.equal(
      map(`at C:\\My Data\\code\\orders\\${hash}\\index.js:2:9`),
      'at orders/index.ts:2:9',
    );
  });

  test('of the runtime are told as they are in Lambda', async () => {
    const map = await mapping(join(top, 'workspace'));
    assert.equal(
      map('at run (file:///x/node_modules/aws-lambda-ric/index.mjs:1:1)'),
      'at run (/var/runtime/index.mjs:1:1)',
    );
  });

  test('stay as they are when they lead out of the workspace', async () => {
    const map = await mapping(join(top, 'workspace'));
    const path = '/var/task/../../outside.js:1:1';
    assert.equal(map(path), path);
  });

  test('that lead nowhere end the search at the root when the root is the workspace', async () => {
    const map = await mapping(parse(top).root);
    // Folders above are looked into too, and they are not ours.
    const nowhere = `/var/task/${randomUUID()}.js:1:1`;
    assert.equal(map(nowhere), nowhere);
  });

  test('are found in text without a blank, however long it is', async () => {
    const map = await mapping(join(top, 'workspace'));
    const text = '/a'.repeat(500_000);
    assert.equal(map(text), text);
  });

  for (const sourcemap of ['linked', 'inline', 'external'] as const) {
    test(`of a built file lead through its ${sourcemap} source map to what it was built from`, async () => {
      const folder = join(top, `built-${sourcemap}`);
      await mkdir(join(folder, 'src'), { recursive: true });
      const source = `interface Order {\n  id: number;\n}\nexport const handler = ({ id }: Order) => {\n  if (id === 7) throw new Error('seven');\n};\n`;
      await writeFile(join(folder, 'src/orders.ts'), source);
      await build({
        entryPoints: [join(folder, 'src/orders.ts')],
        outfile: join(folder, 'dist/index.js'),
        ...{ bundle: true, format: 'cjs', platform: 'node', sourcemap, logLevel: 'error' },
      });
      const state = memoryState();
      const path = join(folder, 'dist');
      const made = { path, include: [], leftOut: [], fingerprint: '', sha256: '' };
      await rememberSource(state, target, 'orders', made);
      const map = mapPaths({ state, workspace: folderWorkspace([folder]) }, target, 'orders');
      const built = (await readFile(join(path, 'index.js'), 'utf8')).split('\n');
      const line = built.findIndex((text) => text.includes('throw new Error'));
      const column = (built[line] ?? '').indexOf('new Error');
      assert.equal(
        map(`    at handler (/var/task/index.js:${line + 1}:${column + 1})`),
        '    at handler (src/orders.ts:5:23)',
      );
      // Where the map knows nothing, the built file is what there is.
      assert.equal(map('at x (/var/task/index.js:1:1)'), 'at x (dist/index.js:1:1)');
    });
  }

  test('are not followed by a source map that leads out of the workspace or makes no sense', async () => {
    const folder = join(top, 'odd');
    await mkdir(folder);
    await writeFile(join(folder, 'index.js'), 'throw 1;\n//# sourceMappingURL=index.js.map\n');
    const state = memoryState();
    const made = { path: folder, include: [], leftOut: [], fingerprint: '', sha256: '' };
    await rememberSource(state, target, 'orders', made);
    const outside = { version: 3, sources: ['../outside.js'], names: [], mappings: 'AAAA' };
    for (const content of [JSON.stringify(outside), '{', '{"version":3}']) {
      await writeFile(join(folder, 'index.js.map'), content);
      const map = mapPaths({ state, workspace: folderWorkspace([folder]) }, target, 'orders');
      assert.equal(map('at /var/task/index.js:1:1'), 'at index.js:1:1');
    }
  });
});
