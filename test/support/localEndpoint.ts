import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface LocalEndpoint {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
  readonly dataFolder: string;
  readonly pid: number;
  /** Resolves when the process has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  /** All that it wrote to standard error so far. */
  stderr(): string;
  /** Ends it as a person would, and removes a data folder that was made for it. */
  stop(): Promise<void>;
  /** Ends it as a power cut would; the data folder stays until `stop`. */
  kill(): Promise<void>;
}

export interface LocalEndpointOptions {
  readonly dataFolder?: string;
  readonly args?: readonly string[];
  /** Its entry; without one it runs from source. */
  readonly script?: string;
  /** Variables beside this process' own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the real endpoint as a process of its own, on any port. */
export async function startLocalEndpoint(
  options: LocalEndpointOptions = {},
): Promise<LocalEndpoint> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'lambda-bench-')));
  const args = ['--data', dataFolder, ...(options.args ?? [])];
  const child = spawnLocalEndpoint(args, options);
  const errors: string[] = [];
  child.stderr?.on('data', (chunk) => errors.push(String(chunk)));
  const ended = once(child, 'exit');
  const address = await firstLine(child, errors);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    ...address,
    dataFolder,
    pid: child.pid ?? 0,
    ended,
    stderr: () => errors.join(''),
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM');
      if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

/** The process alone, for tests of the command line. */
export function spawnLocalEndpoint(
  args: readonly string[],
  { script = source, env = {} }: Pick<LocalEndpointOptions, 'script' | 'env'> = {},
): ChildProcess {
  return spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
}

const source = join(import.meta.dirname, '../../src/local/main.ts');

type Address = Pick<
  LocalEndpoint,
  'endpoint' | 'region' | 'accessKeyId' | 'secretAccessKey' | 'accountId'
>;

async function firstLine(child: ChildProcess, errors: readonly string[]): Promise<Address> {
  if (!child.stdout) throw new Error('The endpoint has no standard output.');
  for await (const line of createInterface({ input: child.stdout })) {
    return readAddress(line);
  }
  throw new Error(`The endpoint ended before it was ready: ${errors.join('')}`);
}

function readAddress(line: string): Address {
  const value: unknown = JSON.parse(line);
  const { endpoint, region, accessKeyId, secretAccessKey, accountId } = Object(value);
  for (const text of [endpoint, region, accessKeyId, secretAccessKey, accountId]) {
    if (typeof text !== 'string') throw new Error(`The endpoint printed ${line}`);
  }
  return { endpoint, region, accessKeyId, secretAccessKey, accountId };
}
