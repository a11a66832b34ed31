import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { spawnFailure } from './executable.ts';
import type { ExecutorOptions, RunnableFunction } from './executor.ts';
import type { Exit } from './functionError.ts';
import type { Guardian } from './guardian.ts';
import { handlerEnvironment } from './handlerEnvironment.ts';
import type { InvocationLog } from './invocationLog.ts';
import type { Launch } from './launch.ts';
import { recordProcess } from './leftovers.ts';
import { watchMemory } from './memoryWatch.ts';
import { killProcessTree, peakMemory, signalProcessTree } from './processTree.ts';
import { serveRuntimeApi } from './runtimeApi.ts';
import type { RuntimeListener } from './runtimeListener.ts';
import { connectRuntimePipes } from './runtimePipes.ts';
import { endStrays } from './strays.ts';

/** How long output is awaited that a process has left in its pipes when it ended (ms). */
const outputLimit = 500;

/** Turns after which output that never pauses, of a process left running, is not awaited any more. */
const settleLimit = 100;

/** The process of an execution environment, in a group of its own. */
export interface HandlerProcess {
  /** Resolves when the process has ended, with all that it wrote in the log. */
  readonly exited: Promise<Exit>;
  /** Resolves when also its folder is gone. */
  readonly removed: Promise<void>;
  /** Resolves when all that it has written by now is in the log. */
  settleOutput(): Promise<void>;
  /** The most bytes that it has held, where the system tells. */
  peakMemory(): number | undefined;
  /** Stops it where it stands, and all that it has started, until `thaw`; on Windows it runs on. */
  freeze(): void;
  thaw(): void;
  kill(): void;
}

export async function startHandlerProcess(
  run: RunnableFunction,
  launch: Launch,
  options: ExecutorOptions,
  guardian: Guardian,
  log: InvocationLog,
  listener: RuntimeListener,
): Promise<HandlerProcess> {
  await mkdir(options.scratchFolder, { recursive: true });
  const folder = await mkdtemp(join(options.scratchFolder, 'environment-'));
  const scratchFolder = join(folder, 'tmp');
  await mkdir(scratchFolder);
  const api = await serveRuntimeApi(listener);
  const place = { scratchFolder, runtimeApi: api.address, logStream: log.stream.name };
  const child = spawn(launch.command, launch.arguments, {
    cwd: run.codeFolder,
    env: {
      ...handlerEnvironment(run, options, place),
      _LAMBDA_TELEMETRY_LOG_FD: '3',
      ...launch.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  if (child.pid !== undefined) {
    guardian.watch(child.pid, folder);
    recordProcess(folder, child.pid);
  }
  const output = gatherOutput(child, log, listener);
  const memory = watchMemory(child.pid, run.memory * 1024 * 1024, () => {
    output.memoryExceeded = true;
    killProcessTree(child);
  });
  memory.start();
  const exited = exitOf(child, output).finally(() => {
    memory.stop();
    if (child.pid !== undefined) guardian.release(child.pid);
    api.close();
  });
  return {
    exited,
    removed: exited.then(() => endStrays([folder])).then(() => remove(folder)),
    settleOutput: () => settle(output),
    peakMemory: () => peakMemory(child.pid),
    freeze() {
      memory.stop();
      signalProcessTree(child, 'SIGSTOP');
    },
    thaw() {
      signalProcessTree(child, 'SIGCONT');
      memory.start();
    },
    kill: () => killProcessTree(child),
  };
}

async function remove(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // Someone still holds a file in it: it stays in the scratch folder, in nobody's way.
  }
}

interface Output {
  /** Bytes that came on the plain streams. */
  received: number;
  /** V8 has said so. */
  heapExceeded: boolean;
  /** More than the function's memory was held. */
  memoryExceeded: boolean;
}

function gatherOutput(child: ChildProcess, log: InvocationLog, listener: RuntimeListener): Output {
  const output: Output = { received: 0, heapExceeded: false, memoryExceeded: false };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output.received += chunk.length;
      output.heapExceeded ||= chunk.includes('FATAL ERROR') && chunk.includes('heap out of memory');
      log.write(chunk);
    });
  }
  const [, , , fromRuntime, toRuntime] = child.stdio;
  if (fromRuntime instanceof Readable && toRuntime instanceof Writable) {
    connectRuntimePipes(fromRuntime, toRuntime, log, listener);
  }
  return output;
}

/**
 * What a process wrote before it called is in its pipes by now: Node's event loop reads every pipe
 * that has something, once a turn. So the output is complete after the first whole turn without any.
 */
async function settle(output: Output): Promise<void> {
  await turn();
  for (let before = -1, turns = 0; before !== output.received && turns < settleLimit; turns += 1) {
    before = output.received;
    await turn();
  }
}

async function exitOf(child: ChildProcess, output: Output): Promise<Exit> {
  // A process that cannot be started does not close: its error is told below.
  const closed = once(child, 'close').catch(() => undefined);
  try {
    const [code, signal]: [number | null, NodeJS.Signals | null] = await new Promise(
      (resolve, reject) => {
        child.once('exit', (...exit) => resolve(exit)).once('error', reject);
      },
    );
    // What the handler has started must not outlive it, nor hold its pipes open.
    killProcessTree(child);
    const limit = new AbortController();
    const late = new Promise((resolve) => {
      const timer = setTimeout(resolve, outputLimit);
      limit.signal.addEventListener('abort', () => clearTimeout(timer));
    });
    await Promise.race([closed, late]);
    limit.abort();
    // V8 aborts; Windows has no signals, but this exit code.
    const aborted = signal === 'SIGABRT' || code === 134;
    return { code, signal, outOfMemory: output.memoryExceeded || (aborted && output.heapExceeded) };
  } catch (failure) {
    const notStarted = spawnFailure(child.spawnfile, failure);
    return { code: null, signal: null, outOfMemory: false, notStarted };
  }
}
