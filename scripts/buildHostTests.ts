import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

/** Bundles the tests that run inside the extension host, which loads CommonJS only, to dist-test/host. */
export async function buildHostTests(): Promise<void> {
  await rm('dist-test', { recursive: true, force: true });
  await build({
    entryPoints: ['test/host/index.ts', ...globSync('test/host/**/*.test.ts')],
    outbase: 'test',
    outdir: 'dist-test',
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}
