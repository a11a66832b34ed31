import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunnableFunction } from './executor.ts';

/**
 * What to put before the command of an interpreter when the function names a wrapper script: AWS'
 * bootstraps replace themselves with it. The shell tells by its exit status, as AWS' does, that a
 * script cannot be run.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html#runtime-wrapper
 */
export function execWrapper(run: RunnableFunction): readonly string[] {
  const wrapper = run.environment['AWS_LAMBDA_EXEC_WRAPPER'];
  if (!wrapper || process.platform === 'win32') return [];
  return ['/bin/sh', '-c', 'exec "$0" "$@"', locate(wrapper, run)];
}

/** AWS' folders have other places here. */
function locate(wrapper: string, { codeFolder, layerFolders }: RunnableFunction): string {
  const [, root, path = ''] = /^\/(opt|var\/task)\/(.*)$/.exec(wrapper) ?? [];
  const folders = root === 'opt' ? layerFolders.toReversed() : root ? [codeFolder] : [];
  return folders.map((folder) => join(folder, path)).find((file) => existsSync(file)) ?? wrapper;
}
