import { readFileSync } from 'node:fs';

/** Whether there is a process of this number, whichever it is. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * When a process was started, for Linux: ticks since the system came up, and which coming up that was.
 * What has ended and is only kept for its parent counts as gone. Throws where there is no such process.
 */
export function startOnLinux(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The command, in brackets, may itself hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  return fields[0] === 'Z' ? `ended ${pid}` : `${boot} ${fields[19]}`;
}
