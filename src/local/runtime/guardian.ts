import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * A process beside the endpoint that ends its handlers when the endpoint itself can no longer do
 * so: killed, a process cleans nothing up, and a handler in a busy loop notices nothing.
 */
export interface Guardian {
  watch(pid: number, scratchFolder: string): void;
  release(pid: number): void;
  close(): void;
}

/** Starts no process before there is something to watch. */
export function createGuardian(bootstrapFolder: string): Guardian {
  const watched = new Map<number, string>();
  let guardian: ChildProcess | undefined;
  let closed = false;
  const start = (): ChildProcess => {
    // What is watched already is in the command line: there is no moment without a guardian for it.
    const known = [...watched].flat().map(String);
    const child = spawn(process.execPath, [join(bootstrapFolder, 'guardian.cjs'), ...known], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
      windowsHide: true,
    });
    const forget = (): void => {
      if (guardian === child) guardian = undefined;
    };
    child.on('error', forget).unref();
    child.on('exit', (_code, signal) => {
      forget();
      // Somebody has killed it: what it watched must not be left alone.
      if (signal !== null && !closed && watched.size > 0) guardian ??= start();
    });
    child.stdin.on('error', forget);
    return child;
  };
  return {
    watch(pid, scratchFolder) {
      watched.set(pid, scratchFolder);
      if (guardian === undefined) guardian = start();
      else guardian.stdin?.write(`+ ${pid} ${scratchFolder}\n`);
    },
    release(pid) {
      watched.delete(pid);
      guardian?.stdin?.write(`- ${pid}\n`);
    },
    close() {
      closed = true;
      guardian?.stdin?.end();
    },
  };
}
