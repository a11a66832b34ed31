import { placeOf } from './awsFolders.ts';
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
  return ['/bin/sh', '-c', 'exec "$0" "$@"', placeOf(wrapper, run)];
}
