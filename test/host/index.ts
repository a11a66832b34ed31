import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { runTests } from '../support/runTests.ts';

/**
 * What VS Code calls inside the extension host. The environment says which tests to run and where the
 * counts and the report go: the console of the host is full of VS Code's own messages. @throws when a test failed, which VS Code turns into its exit status
 */
export async function run(): Promise<void> {
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.js'))
    .map((name) => path.join(__dirname, name));
  const report = process.env['LAMBDA_BENCH_TEST_REPORT'];
  const { failed } = await runTests({
    files,
    ...(report && {
      report: (...line: [string, ...unknown[]]) => appendFileSync(report, `${format(...line)}\n`),
    }),
    only: process.env['LAMBDA_BENCH_TEST_ONLY'],
    results: process.env['LAMBDA_BENCH_TEST_RESULTS'],
    timeout: 60_000,
  });
  if (failed > 0) throw new Error(`${failed} failed`);
}
