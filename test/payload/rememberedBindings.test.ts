import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import {
  fileKey,
  followRename,
  forget,
  readRemembered,
  remember,
  rememberedFor,
} from '../../src/payload/rememberedBindings.ts';

const file = (path: string, folder = '/work/shop') => ({ folder, path });

suite('remembered bindings', () => {
  test('are found by folder and path, after a journey through JSON', () => {
    const remembered = remember({}, file('events/a.json'), {
      functionName: 'orders',
      qualifier: 'live',
    });
    const stored: unknown = JSON.parse(JSON.stringify(remembered));
    assert.deepEqual(rememberedFor(readRemembered(stored), file('events/a.json')), {
      functionName: 'orders',
      qualifier: 'live',
    });
    assert.equal(
      rememberedFor(readRemembered(stored), file('events/a.json', '/work/other')),
      undefined,
    );
    assert.equal(rememberedFor(readRemembered(stored), file('constructor')), undefined);
  });

  test('that nobody understands are forgotten, the others kept', () => {
    const remembered = readRemembered({
      '/work/shop': {
        'a.json': { functionName: 'orders', type: 'Event' },
        'b.json': { functionName: 7 },
        'c.json': 'orders',
        'd.json': { functionName: 'orders', type: 'Later' },
      },
      '/work/other': 'broken',
    });
    assert.deepEqual(remembered, {
      '/work/shop': { 'a.json': { functionName: 'orders', type: 'Event' } },
      '/work/other': {},
    });
    assert.deepEqual(readRemembered(undefined), {});
    assert.deepEqual(readRemembered([1]), {});
  });

  test('can be forgotten one by one', () => {
    const both = remember(remember({}, file('a.json'), { functionName: 'a' }), file('b.json'), {
      functionName: 'b',
    });
    const one = forget(both, file('a.json'));
    assert.equal(rememberedFor(one, file('a.json')), undefined);
    assert.deepEqual(rememberedFor(one, file('b.json')), { functionName: 'b' });
  });

  test('follow a renamed file', () => {
    const before = remember({}, file('events/a.json'), { functionName: 'a' });
    const after = followRename(before, file('events/a.json'), file('payloads/b.json'));
    assert.deepEqual(rememberedFor(after, file('payloads/b.json')), { functionName: 'a' });
    assert.equal(rememberedFor(after, file('events/a.json')), undefined);
  });

  test('follow a renamed folder with all that is below, and nothing that only begins alike', () => {
    let remembered = remember({}, file('events/deep/a.json'), { functionName: 'a' });
    remembered = remember(remembered, file('events-old/b.json'), { functionName: 'b' });
    const after = followRename(remembered, file('events'), file('payloads', '/work/other'));
    assert.deepEqual(rememberedFor(after, file('payloads/deep/a.json', '/work/other')), {
      functionName: 'a',
    });
    assert.deepEqual(rememberedFor(after, file('events-old/b.json')), { functionName: 'b' });
    assert.equal(rememberedFor(after, file('events/deep/a.json')), undefined);
  });

  test('are left alone by a rename of something else', () => {
    const before = remember({}, file('events/a.json'), { functionName: 'a' });
    assert.deepEqual(followRename(before, file('src'), file('lib')), before);
  });

  test('know a file by its path within its folder, and by its whole path outside of every folder', () => {
    const folder = resolve('/work/shop');
    const path = join(folder, 'events', 'a.json');
    assert.deepEqual(fileKey(folder, path), { folder, path: 'events/a.json' });
    assert.deepEqual(fileKey(undefined, path), { folder: '', path: path.replaceAll('\\', '/') });
  });
});
