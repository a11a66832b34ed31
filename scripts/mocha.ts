// Runs test files by mocha: node scripts/mocha.ts [--only TEXT] [--results FILE] [--timeout MS] FILE…
import path from 'node:path';
import { parseArgs } from 'node:util';
import '../test/support/compileCache.ts';
import { runTests } from '../test/support/runTests.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    results: { type: 'string' },
    timeout: { type: 'string', default: '20000' },
  },
});
const { failed } = await runTests({
  files: positionals.map((file) => path.resolve(file)),
  only: values.only,
  results: values.results,
  timeout: Number(values.timeout),
});
process.exitCode = failed > 0 ? 1 : 0;
