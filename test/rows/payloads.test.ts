import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bindingsKey } from '../../src/payload/fileBinding.ts';
import { payloadRows } from '../../src/rows/payloads.ts';
import { defaultSettings } from '../support/defaultSettings.ts';
import { folderWorkspace } from '../support/folderWorkspace.ts';
import { memoryState } from '../support/memoryState.ts';

suite('the payload files below a function', () => {
  const folders: string[] = [];
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:orders';

  setup(async () => {
    for (const name of ['one-', 'two-']) folders.push(await mkdtemp(join(tmpdir(), name)));
  });
  teardown(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });

  test('are those that were chosen for it and those that the settings name, in every folder', async () => {
    const [one = '', two = ''] = folders;
    for (const file of ['chosen.json', 'shared.json', 'other.json', 'package.json']) {
      await writeFile(join(one, file), '{}');
    }
    await writeFile(join(two, 'shared.json'), '{}');
    const state = memoryState();
    await state.set(bindingsKey, {
      [one]: {
        'chosen.json': { functionName: arn, type: 'Event' },
        'other.json': { functionName: 'others' },
        'package.json': { functionName: 'orders' },
      },
    });
    const settings = (path: string) => ({
      ...defaultSettings,
      payloads: path.startsWith(two) ? { 'shared.json': 'orders:live' } : {},
    });
    const rows = await payloadRows(
      { name: 'orders', arn },
      { state, workspace: folderWorkspace([one, two]), settings },
    );
    assert.deepEqual(rows, [
      {
        kind: 'payload',
        path: join(one, 'chosen.json'),
        name: 'chosen.json',
        folder: basename(one),
        binding: { functionName: arn, type: 'Event' },
      },
      {
        kind: 'payload',
        path: join(two, 'shared.json'),
        name: 'shared.json',
        folder: basename(two),
        binding: { functionName: 'orders', qualifier: 'live' },
      },
    ]);
  });
});
