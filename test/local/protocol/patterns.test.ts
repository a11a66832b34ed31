import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';

const services = join(import.meta.dirname, '../../../src/local/services');

suite('The patterns of AWS’ models', () => {
  for (const path of globSync('*/model.json', { cwd: services })) {
    test(`in ${path} are read in no more than the time that a long text takes`, () => {
      const { shapes }: { shapes: Record<string, { pattern?: string }> } = JSON.parse(
        readFileSync(join(services, path), 'utf8'),
      );
      const patterns = Object.values(shapes).flatMap(({ pattern }) => pattern ?? []);
      assert.ok(patterns.length > 0);
      // One that tries all ways of taking a text apart does not come back from a single one of these.
      for (const pattern of patterns)
        vm.runInNewContext(search, { pattern, texts }, { timeout: 5000 });
    });
  }
});

const search = `
  const flags = pattern.includes('\\\\p{') ? 'su' : 's';
  for (const text of texts) new RegExp('^(?:' + pattern + ')$', flags).test(text)`;

const parts = [
  'a',
  '0',
  '-',
  '_',
  '/',
  ':',
  '.',
  ' ',
  '$',
  '@',
  'a-',
  'a.',
  'aa:',
  'a/',
  '0a',
  'é',
];
const starts = [
  '',
  'arn:aws:lambda:us-east-1:000000000000:function:',
  'arn:aws:iam::000000000000:role/',
];
const texts = starts.flatMap((start) =>
  parts.flatMap((part) => [
    `${start}${part.repeat(10_000)}`,
    `${start}${part.repeat(10_000)}\u0001`,
  ]),
);
