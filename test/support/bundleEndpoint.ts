import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles the local endpoint into a folder, where it starts in half the time; answers its script. */
export async function bundleEndpoint(folder: string): Promise<string> {
  const outfile = join(folder, 'local.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, '../../src/local/main.ts')],
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    define: { 'import.meta.dirname': '__dirname' },
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}
