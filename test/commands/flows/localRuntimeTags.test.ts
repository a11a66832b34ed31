import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { localRuntimeTags } from '../../../src/commands/flows/localRuntimeTags.ts';

suite('what a local function must know of the workspace', () => {
  let root = '';

  setup(async () => {
    root = await mkdtemp(join(tmpdir(), 'lambda-bench-tags-'));
  });
  teardown(() => rm(root, { recursive: true }));

  test('a Node function knows the nearest folder with an SDK, also above the workspace', async () => {
    await put('node_modules/@aws-sdk/client-s3/package.json');
    const source = await put('workspace/src/index.mjs');
    assert.deepEqual(await localRuntimeTags('nodejs24.x', source, join(root, 'workspace')), {
      'lambda-bench:sdk-folder': root,
    });
    await put('workspace/node_modules/@aws-sdk/client-s3/package.json');
    assert.deepEqual(await localRuntimeTags('nodejs24.x', source, join(root, 'workspace')), {
      'lambda-bench:sdk-folder': join(root, 'workspace'),
    });
  });

  test('a Python function knows the virtual environment of its workspace', async () => {
    const python = await put('workspace/.venv/bin/python');
    const source = await put('workspace/src/orders/lambda_function.py');
    for (const path of [source, dirname(source)]) {
      assert.deepEqual(await localRuntimeTags('python3.14', path, join(root, 'workspace')), {
        'lambda-bench:interpreter': python,
      });
    }
  });

  test('a virtual environment beside the source and one of Windows are found', async () => {
    const python = await put('workspace/orders/venv/Scripts/python.exe');
    const source = await put('workspace/orders/lambda_function.py');
    assert.deepEqual(await localRuntimeTags('python3.14', source, join(root, 'workspace')), {
      'lambda-bench:interpreter': python,
    });
  });

  test('a virtual environment outside the workspace is not used', async () => {
    await put('.venv/bin/python');
    const source = await put('workspace/lambda_function.py');
    assert.deepEqual(await localRuntimeTags('python3.14', source, join(root, 'workspace')), {});
    assert.deepEqual(await localRuntimeTags('python3.14', source, undefined), {});
  });

  async function put(path: string): Promise<string> {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '');
    return file;
  }
});
