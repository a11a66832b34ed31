import { readFileSync } from 'node:fs';

/** How often a process is looked at (ms). */
const interval = 50;

/** Watches what a process holds while it works. */
export interface MemoryWatch {
  start(): void;
  stop(): void;
}

/**
 * Calls `onExceeded` once when the process holds more than `limit` bytes of its own: neither the
 * program nor mapped files count, which in AWS can leave the memory at any time. Only Linux tells.
 */
export function watchMemory(
  pid: number | undefined,
  limit: number,
  onExceeded: () => void,
): MemoryWatch {
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const look = (): void => {
    if ((ownMemory(pid) ?? 0) <= limit) return;
    stop();
    onExceeded();
  };
  return {
    start() {
      if (process.platform === 'linux' && pid !== undefined)
        timer ??= setInterval(look, interval).unref();
    },
    stop,
  };
}

function ownMemory(pid: number | undefined): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const kilobytes = /^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    // It has ended.
    return undefined;
  }
}
