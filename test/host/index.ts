import { readdirSync } from 'node:fs';
import path from 'node:path';
import { runTests } from '../support/runTests.ts';

/**
 * What VS Code calls inside the extension host. The environment says which tests to run and where the
 * counts go. @throws when a test failed, which VS Code turns into its exit status
 */
export async function run(): Promise<void> {
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.js'))
    .map((name) => path.join(__dirname, name));
  const { failed } = await runTests({
    files,
    only: process.env['LAMBDA_BENCH_TEST_ONLY'],
    results: process.env['LAMBDA_BENCH_TEST_RESULTS'],
    timeout: 60_000,
  });
  if (failed > 0) throw new Error(`${failed} failed`);
}
