import { type ExecFileSyncOptionsWithStringEncoding, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

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
  if (!exists(identity.pid)) return false;
  const started = startOf(identity.pid);
  return started === '' || identity.started === '' || started === identity.started;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
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

/** Ticks since the machine came up, and which coming up that was. A zombie counts as gone. */
function startOnLinux(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The command, in brackets, may itself hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return fields[0] === 'Z' ? `ended ${pid}` : `${boot} ${fields[19]}`;
}

function startOnWindows(pid: number): string {
  const script = `(Get-Process -Id ${pid}).StartTime.ToFileTimeUtc()`;
  return execFileSync('powershell.exe', ['-NoProfile', '-Command', script], quietly).trim();
}

const quietly: ExecFileSyncOptionsWithStringEncoding = {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'ignore'],
};
