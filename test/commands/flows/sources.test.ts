import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import type { State } from '../../../src/app.ts';
import type { Target } from '../../../src/aws/target.ts';
import {
  forgetSource,
  forgetSourcesOf,
  functionsMadeFrom,
  recallSource,
  rememberSource,
  renameSources,
} from '../../../src/commands/flows/sources.ts';
import { memoryState } from '../../support/memoryState.ts';

const local: Target = {
  connection: 'local',
  endpoint: 'http://127.0.0.1:1',
  region: 'us-east-1',
  accountId: undefined,
  credentials: { accessKeyId: 'a', secretAccessKey: 's' },
};
const source = { path: '/w/orders', include: ['.env'], leftOut: [], fingerprint: 'f', sha256: 's' };

suite('remembered sources', () => {
  test('what was remembered is recalled, each function for itself', async () => {
    const state = memoryState();
    await rememberSource(state, local, 'orders', source);
    await rememberSource(state, local, 'stock', { ...source, path: '/w/stock' });
    assert.deepEqual(recallSource(state, local, 'orders'), source);
    assert.equal(recallSource(state, local, 'stock')?.path, '/w/stock');
    assert.equal(recallSource(state, local, 'other'), undefined);
  });

  test('another region or connection knows nothing of it', async () => {
    const state = memoryState();
    await rememberSource(state, local, 'orders', source);
    assert.equal(recallSource(state, { ...local, region: 'eu-west-1' }, 'orders'), undefined);
    assert.equal(recallSource(state, { ...local, connection: 'prod' }, 'orders'), undefined);
    assert.deepEqual(functionsMadeFrom(state, { ...local, connection: 'prod' }, source.path), []);
  });

  test('what was forgotten is gone, the others stay', async () => {
    const state = memoryState();
    await rememberSource(state, local, 'orders', source);
    await rememberSource(state, local, 'stock', source);
    await forgetSource(state, local, 'orders');
    assert.equal(recallSource(state, local, 'orders'), undefined);
    assert.deepEqual(functionsMadeFrom(state, local, source.path), ['stock']);
  });

  test('stored values of another shape are left out', async () => {
    const key = 'local/us-east-1/orders';
    for (const stored of [1, 'text', null, { [key]: 1 }, { [key]: { ...source, include: 'x' } }]) {
      const state: State = memoryState();
      await state.set('sources', stored);
      assert.equal(recallSource(state, local, 'orders'), undefined);
    }
  });

  test('all of a connection are forgotten, in every region, and no others', async () => {
    const state = memoryState();
    const places = [local, { ...local, region: 'eu-west-1' }];
    const other = { ...local, connection: 'local-stack' };
    for (const place of [...places, other]) await rememberSource(state, place, 'orders', source);
    await forgetSourcesOf(state, 'local');
    for (const place of places) assert.equal(recallSource(state, place, 'orders'), undefined);
    assert.deepEqual(recallSource(state, other, 'orders'), source);
  });

  test('follow when they or a folder around them is renamed, and no other does', async () => {
    const state = memoryState();
    const [from, to] = [resolve('/w/orders'), resolve('/w/shop/orders')];
    const paths = { folder: from, file: join(from, 'index.mjs'), other: `${from}-old` };
    for (const [name, path] of Object.entries(paths)) {
      await rememberSource(state, local, name, { ...source, path });
    }
    await renameSources(state, [{ from, to }]);
    const pathOf = (name: string) => recallSource(state, local, name)?.path;
    assert.equal(pathOf('folder'), to);
    assert.equal(pathOf('file'), join(to, 'index.mjs'));
    assert.equal(pathOf('other'), paths.other);
  });
});
