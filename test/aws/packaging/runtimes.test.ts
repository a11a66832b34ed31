import assert from 'node:assert/strict';
import { Runtime } from '@aws-sdk/client-lambda';
import {
  isDeprecated,
  isOpen,
  newestRuntime,
  runtimes,
} from '../../../src/aws/packaging/runtimes.ts';

suite('runtimes', () => {
  test('are all known to the SDK, each listed once', () => {
    const known = new Set<string>(Object.values(Runtime));
    assert.deepEqual(
      runtimes.filter(({ id }) => !known.has(id)),
      [],
    );
    assert.equal(new Set(runtimes.map(({ id }) => id)).size, runtimes.length);
  });

  test('go through their life in order', () => {
    for (const { id, deprecated, createBlocked, updateBlocked } of runtimes) {
      if (deprecated === undefined) continue;
      assert.ok(
        createBlocked &&
          updateBlocked &&
          deprecated <= createBlocked &&
          createBlocked <= updateBlocked,
        id,
      );
    }
  });

  test('are deprecated from their day on', () => {
    assert.equal(isDeprecated('nodejs20.x', new Date('2026-04-29')), false);
    assert.equal(isDeprecated('nodejs20.x', new Date('2026-04-30')), true);
    assert.equal(isDeprecated('nodejs26.x', new Date('2099-01-01')), false);
    assert.equal(isOpen('nodejs20.x', new Date('2027-01-31')), true);
    assert.equal(isOpen('nodejs20.x', new Date('2027-02-01')), false);
  });

  test('are proposed only while they are in service', () => {
    assert.equal(newestRuntime('nodejs', new Date('2026-11-22')), 'nodejs24.x');
    assert.equal(newestRuntime('python', new Date('2026-11-22')), 'python3.14');
    assert.equal(newestRuntime('nodejs', new Date('2028-05-01')), undefined);
  });
});
