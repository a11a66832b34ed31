import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from 'node:child_process';
import { processExists, startOnLinux } from '../processes.ts';

/** A process, told apart from a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the words of the system; empty where the system does not tell. */
  readonly started: string;
}

export function identifyProcess(pid: number): ProcessIdentity {
  return { pid, started: startOf(pid) };
}

/** Whether this very process is still there. In doubt, it is. */
export function isRunning(identity: ProcessIdentity): boolean {
  if (!processExists(identity.pid)) return false;
  const started = startOf(identity.pid);
  return started === '' || identity.started === '' || started === identity.started;
}

function startOf(pid: number): string {
  try {
    if (process.platform === 'linux') return startOnLinux(pid);
    if (process.platform === 'win32') return startOnWindows(pid);
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], quietly).trim();
  } catch {
    return '';
  }
}

function startOnWindows(pid: number): string {
  const script = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
  return execFileSync('powershell.exe', ['-NoProfile', '-Command', script], quietly).trim();
}

const quietly: ExecFileSyncOptionsWithStringEncoding = {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'ignore'],
};
