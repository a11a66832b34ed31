import { execFileSync } from 'node:child_process';
import { onPath } from './vscode/executable.ts';

/** Older ones do not know all that the local endpoint serves. */
const oldest = '1.43';

/** The path of a Python that has boto3; undefined where this machine has none that is new enough. */
export function findBoto3(): string | undefined {
  const python = onPath('python3');
  if (python === undefined) return undefined;
  const question = 'import boto3; print(boto3.__version__)';
  try {
    const version = execFileSync(python, ['-c', question], { encoding: 'utf8', stdio: 'pipe' });
    return isAtLeast(version.trim(), oldest) ? python : undefined;
  } catch {
    return undefined;
  }
}

function isAtLeast(version: string, wanted: string): boolean {
  return version.localeCompare(wanted, 'en', { numeric: true }) >= 0;
}
