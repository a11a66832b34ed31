import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { page, withOperations } from '../scripts/listOperations.ts';

suite('the docs', () => {
  test('list every operation that is served; "npm run docs" brings them up to date', async () => {
    assert.equal(await readFile(page, 'utf8'), await withOperations());
  });
});
