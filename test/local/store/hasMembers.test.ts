import assert from 'node:assert/strict';
import { hasMembers } from '../../../src/local/store/hasMembers.ts';

suite('A record that was read', () => {
  interface Parcel {
    readonly name: string;
    readonly weight: number;
    readonly labels: readonly string[];
    readonly owner: { readonly name: string };
    readonly note?: string;
  }
  const kinds = { name: 'string', weight: 'number', labels: 'list', owner: 'object' } as const;
  const parcel: Parcel = { name: 'one', weight: 2, labels: [], owner: { name: 'me' } };

  test('is whole when each member that was named is of its kind', () => {
    assert.equal(hasMembers<Parcel>(parcel, kinds), true);
  });

  test('is not whole when a member is missing or of another kind', () => {
    const broken = [{ name: 1 }, { weight: '2' }, { labels: {} }, { owner: [] }, { owner: null }];
    for (const but of [...broken, { owner: undefined }]) {
      assert.equal(hasMembers<Parcel>({ ...parcel, ...but }, kinds), false, JSON.stringify(but));
    }
    for (const value of [undefined, null, 'parcel', []]) {
      assert.equal(hasMembers<Parcel>(value, kinds), false, String(value));
    }
  });
});
