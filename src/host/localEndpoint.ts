import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { type ClientRequest, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Credentials } from '../aws/target.ts';
import { UserError } from '../errors.ts';

export interface EndpointOptions {
  /** The endpoint's entry, dist/local.js. */
  readonly script: string;
  readonly dataFolder: string;
  readonly region: string;
  readonly node: string | undefined;
  readonly python: string | undefined;
  readonly maximumEnvironments: number | undefined;
  readonly publicUrls: boolean;
  readonly log: (message: string) => void;
}

/** A hold on the endpoint's process: it stays as long as somebody holds one. */
export interface Lease {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  readonly credentials: Credentials;
  /** Whether the process has gone away. */
  ended(): boolean;
  release(): void;
  reset(): Promise<void>;
}

/** How long an endpoint may take to answer; ms. */
const patience = 5_000;

/**
 * Attaches to the process that serves the data folder, and starts it when there is none.
 * Throws a `UserError` when it cannot be started.
 */
export async function attach(options: EndpointOptions): Promise<Lease> {
  const running = await leaseRunning(options.dataFolder);
  if (running) return running;
  await start(options);
  // Another window may be the one that is starting it: its address comes a moment later.
  const deadline = performance.now() + patience;
  do {
    const started = await leaseRunning(options.dataFolder);
    if (started) return started;
    await delay(100);
  } while (performance.now() < deadline);
  throw new UserError(
    `The local endpoint was started but cannot be reached. Close other windows that use ${options.dataFolder}, then try again.`,
  );
}

/** Undefined when nothing answers at the address that the data folder names. */
async function leaseRunning(dataFolder: string): Promise<Lease | undefined> {
  const found = await readEndpoint(join(dataFolder, 'endpoint.json'));
  if (!found) return undefined;
  const hold = await openLease(found);
  if (!hold) return undefined;
  return { ...found, ...hold, reset: () => resetAccount(found) };
}

type Found = Pick<Lease, 'endpoint' | 'region' | 'accountId' | 'credentials'>;

async function readEndpoint(file: string): Promise<Found | undefined> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined; // Not there, or being written: nobody serves the folder yet.
  }
  const { endpoint, region, accountId, accessKeyId, secretAccessKey } = strings(content);
  if (!endpoint || !region || !accountId || !accessKeyId || !secretAccessKey) return undefined;
  // A file that somebody else wrote must not send requests away from this machine.
  if (!/^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+\/?$/.test(endpoint)) return undefined;
  return { endpoint, region, accountId, credentials: { accessKeyId, secretAccessKey } };
}

function strings(value: unknown): Record<string, string | undefined> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}

async function openLease(found: Found): Promise<Pick<Lease, 'ended' | 'release'> | undefined> {
  return new Promise((resolve) => {
    let ended = false;
    const call = internalRequest(found, 'GET', '/.lambda-bench/lease');
    // A process that hangs, or a stranger that got the port of a dead one, may take the call and be silent.
    const timer = setTimeout(() => call.destroy(new Error('silent')), patience);
    call.on('error', () => {
      clearTimeout(timer);
      ended = true;
      resolve(undefined);
    });
    call.on('response', (response) => {
      clearTimeout(timer);
      response.resume();
      response.on('close', () => {
        ended = true;
      });
      response.on('error', () => {
        ended = true;
      });
      if (response.statusCode === 200) {
        resolve({ ended: () => ended, release: () => call.destroy() });
      } else {
        call.destroy();
        resolve(undefined);
      }
    });
    call.end();
  });
}

async function resetAccount(found: Found): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const call = internalRequest(found, 'POST', '/.lambda-bench/reset');
    call.on('error', (cause) =>
      reject(
        new UserError(`The local account could not be emptied: ${cause.message}. Try again.`, {
          cause,
        }),
      ),
    );
    call.on('response', (response) => {
      response.resume();
      if (response.statusCode === 204) resolve();
      else {
        reject(
          new UserError(
            `The local account could not be emptied: its endpoint answered ${response.statusCode}. Try again.`,
          ),
        );
      }
    });
    call.end();
  });
}

function internalRequest(found: Found, method: string, path: string): ClientRequest {
  const call = request(new URL(path, found.endpoint), {
    method,
    agent: false,
    headers: { authorization: `Bearer ${found.credentials.secretAccessKey}` },
  });
  call.on('socket', (socket) => {
    // The lease must not keep a process alive that is otherwise done.
    socket.unref();
    socket.setKeepAlive(true);
  });
  return call;
}

/** Exit status of an endpoint that found the data folder held by another process. */
const heldByAnother = 3;

/** Resolves when the endpoint serves the folder, be it ours or one that another window started meanwhile. */
async function start(options: EndpointOptions): Promise<void> {
  const child = spawn(process.execPath, [options.script, ...commandLine(options)], {
    // It outlives this window as long as others use it.
    detached: true,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    options.log(`local endpoint: ${line}`);
    errors.push(line);
    errors.splice(0, errors.length - 50);
  });
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', () => resolve());
    child.once('error', (cause) => reject(cannotStart(cause.message, cause)));
    child.once('close', (code) => {
      if (code === heldByAnother) resolve();
      else reject(cannotStart(reasonIn(errors) ?? `it ended with status ${code}`));
    });
  });
  child.unref();
  unref(child.stdout);
  unref(child.stderr);
}

function unref(stream: NodeJS.ReadableStream): void {
  if ('unref' in stream && typeof stream.unref === 'function') stream.unref();
}

function commandLine(options: EndpointOptions): string[] {
  return [
    '--leased',
    ...['--data', options.dataFolder],
    ...['--region', options.region],
    ...(options.node ? ['--node', options.node] : []),
    ...(options.python ? ['--python', options.python] : []),
    ...(options.maximumEnvironments
      ? ['--max-environments', String(options.maximumEnvironments)]
      : []),
    ...(options.publicUrls ? ['--public-urls'] : []),
  ];
}

/** The endpoint's own sentence is its last line; a crash of Node names the error further up. */
function reasonIn(lines: readonly string[]): string | undefined {
  return lines.find((line) => /^\w*Error: /.test(line)) ?? lines.at(-1);
}

function cannotStart(reason: string, cause?: unknown): UserError {
  // Its advice is for those who start it by hand.
  const advised = reason.replace('with --data', 'in the setting lambdaBench.local.dataFolder');
  return new UserError(`The local endpoint could not be started: ${advised}`, {
    cause,
    fix: { title: 'Show Log', command: 'lambdaBench.showLog' },
  });
}
