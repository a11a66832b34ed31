import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** util-linux' setpriv; what it starts takes its place. By its path: a function may have a PATH of its own. */
const command = '/usr/bin/setpriv';
const options = ['--pdeathsig', 'KILL'];

/**
 * Finds what to put before a command so that Linux itself ends its process with this one: no matter
 * how this one ends, and whether the other is busy or frozen. Nothing where the system has no such
 * tool; the guardian watches all the same. It is looked for once.
 */
export function findParentDeathPrefix(): () => Promise<readonly string[]> {
  let found: Promise<readonly string[]> | undefined;
  return () => {
    found ??= probe();
    return found;
  };
}

async function probe(): Promise<readonly string[]> {
  if (process.platform !== 'linux') return [];
  try {
    await promisify(execFile)(command, [...options, 'true']);
    return [command, ...options];
  } catch {
    // Not there, or one that does not know the option.
    return [];
  }
}
