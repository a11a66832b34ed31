import assert from 'node:assert/strict';
import { findLinks } from '../../src/views/resultLinks.ts';

const link = (text: string): unknown =>
  findLinks(text).map((found) =>
    found.kind === 'file'
      ? {
          text: text.slice(found.start, found.start + found.length),
          path: found.path,
          line: found.line,
          column: found.column,
        }
      : {
          text: text.slice(found.start, found.start + found.length),
          id: found.id,
          ...(found.kind === 'response' ? { part: found.part } : {}),
        },
  );

suite('links of the result', () => {
  test('a frame of a Node stack leads to line and column', () => {
    assert.deepEqual(link('    at handler (orders/index.mjs:3:9)'), [
      { text: 'orders/index.mjs:3:9', path: 'orders/index.mjs', line: 3, column: 9 },
    ]);
  });

  test('a frame of a Python trace leads to its line', () => {
    assert.deepEqual(link('  File "hello/lambda_function.py", line 12, in handler'), [
      {
        text: 'hello/lambda_function.py", line 12',
        path: 'hello/lambda_function.py',
        line: 12,
        column: 1,
      },
    ]);
  });

  test('the payload file in the heading is a link', () => {
    assert.deepEqual(link('   events/order-created.json · 182 bytes'), [
      { text: 'events/order-created.json', path: 'events/order-created.json', line: 1, column: 1 },
    ]);
  });

  test('absolute paths, addresses and paths that climb are none', () => {
    for (const text of [
      '/etc/secret.json',
      'https://example.com/a/b.js',
      '../../etc/x.json',
      'C:\\a\\b.js',
      'a/../../b.json',
    ]) {
      assert.deepEqual(link(text), [], text);
    }
  });

  test('names in every script lead to their files', () => {
    assert.deepEqual(link('at f (bestellungen/größe/索引.mjs:3:9)'), [
      {
        text: 'bestellungen/größe/索引.mjs:3:9',
        path: 'bestellungen/größe/索引.mjs',
        line: 3,
        column: 9,
      },
    ]);
  });

  test('of very many paths the newest lead to their files', () => {
    const text = Array.from({ length: 5000 }, (_, index) => `${index}.json`).join(' ');
    const links = findLinks(text);
    assert.equal(links.length, 1000);
    const last = links.at(-1);
    assert.ok(last?.kind === 'file');
    assert.equal(last.path, '4999.json');
  });

  test('a cut answer leads to its document', () => {
    assert.deepEqual(link('… cut: Open Response #12 shows it whole'), [
      { text: 'Open Response #12', id: 12, part: 'whole' },
    ]);
    assert.deepEqual(link('Not text: Open Body #3 opens it'), [
      { text: 'Open Body #3', id: 3, part: 'body' },
    ]);
    assert.deepEqual(link('Show Full Log #4 follows it'), [{ text: 'Show Full Log #4', id: 4 }]);
  });

  test('a long text is read in one go', () => {
    assert.equal(findLinks(`${'a/'.repeat(100_000)} x.json`).length, 1);
  });
});
