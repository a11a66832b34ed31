import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { identifyProcess, isRunning, type ProcessIdentity } from '../processIdentity.ts';
import { endStrays } from './strays.ts';

/** How long it may take until a process is recorded where the system has to be asked by a program (ms). */
const recordDelay = 1000;

/** Notes in an environment's folder which process it is, for an endpoint that finds it there later. */
export function recordProcess(environmentFolder: string, pid: number): void {
  const record = (): void => {
    try {
      writeFileSync(recordIn(environmentFolder), JSON.stringify(identifyProcess(pid)));
    } catch {
      // The process has ended, and its folder is gone.
    }
  };
  if (process.platform === 'linux') record();
  // On Windows nobody can be asked quickly: there, the guardian has to do.
  else if (process.platform !== 'win32') setTimeout(record, recordDelay).unref();
}

/**
 * Ends the processes of an endpoint that could not do it itself, and removes their folders. What is
 * in the scratch folder when this is called was left over; what comes later is not touched.
 */
export async function sweepLeftovers(scratchFolder: string): Promise<void> {
  const folders = foldersIn(scratchFolder);
  for (const folder of folders) {
    const left = readRecord(folder);
    if (left !== undefined && isRunning(left)) killGroup(left.pid);
  }
  await endStrays(folders);
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
}

function foldersIn(scratchFolder: string): string[] {
  try {
    return readdirSync(scratchFolder).map((name) => join(scratchFolder, name));
  } catch {
    // Nothing has run here yet.
    return [];
  }
}

function readRecord(environmentFolder: string): ProcessIdentity | undefined {
  try {
    const { pid, started } = Object(JSON.parse(readFileSync(recordIn(environmentFolder), 'utf8')));
    // A start that nobody knows proves nothing: the number may be another's by now.
    const known = Number.isInteger(pid) && pid > 1 && typeof started === 'string' && started !== '';
    return known ? { pid, started } : undefined;
  } catch {
    // It was not written, or not wholly.
    return undefined;
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}

function recordIn(environmentFolder: string): string {
  return join(environmentFolder, 'process.json');
}
