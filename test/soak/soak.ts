import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { bareInvoker } from '../bench/support/bareRequest.ts';
import { coldStarts } from '../bench/support/coldStarts.ts';
import { lambdaTrust, localClients } from '../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../support/localEndpoint.ts';
import { type Inspector, inspect } from './inspector.ts';

export interface SoakRow {
  readonly what: string;
  readonly before: number;
  readonly after: number;
  /** What `after` may be. */
  readonly most: number;
}

/** What the endpoint's memory may grow by: pages that the system's allocator keeps (MB). */
const memoryMargin = 48;

/** What may be in use after a collection that was not before: a few records, code that was compiled since (MB). */
const usedMargin = 4;

/**
 * Invokes warm and cold handlers of a real endpoint, on Linux, and answers what it held before and
 * after. The log on disk has a bound of its own, so its files are not counted.
 */
export async function soak(options: {
  readonly warm: number;
  readonly cold: number;
  readonly script?: string;
}): Promise<readonly SoakRow[]> {
  const nodeOptions = process.env['NODE_OPTIONS'] ?? '';
  // V8 would rather take more memory for what is new than collect it: that is growth, but no leak.
  process.env['NODE_OPTIONS'] = `${nodeOptions} --max-semi-space-size=1 --inspect=127.0.0.1:0`;
  const endpoint = await startLocalEndpoint(
    options.script === undefined ? {} : { script: options.script },
  ).finally(() => {
    process.env['NODE_OPTIONS'] = nodeOptions;
  });
  const inspector = await inspect(endpoint.stderr());
  try {
    const invoke = bareInvoker(endpoint);
    const makeCold = coldStarts(endpoint);
    await addFunctions(endpoint);
    const round = async (warm: number, cold: number): Promise<void> => {
      for (let done = 0; done < warm; done += names.length * 4) {
        await Promise.all(names.flatMap((name) => [1, 2, 3, 4].map(() => invoke(name, event))));
      }
      for (let done = 0; done < cold; done += names.length) {
        for (const name of names) {
          await makeCold(name);
          await invoke(name, event);
        }
      }
      for (const name of names) await makeCold(name);
    };
    // As much as fills what is kept: caches, pools, code that is compiled.
    await round(Math.min(2000, options.warm), Math.min(50, options.cold));
    const before = await settled(endpoint, inspector);
    await round(options.warm, options.cold);
    const rows = (after: Held) =>
      Object.entries(before).map(([what, value]) => ({
        what,
        before: value,
        after: after[what] ?? 0,
        most: value + (margins[what] ?? 0),
      }));
    const isWithin = (held: Held) => rows(held).every(({ after, most }) => after <= most);
    return rows(await settled(endpoint, inspector, isWithin));
  } finally {
    inspector.close();
    await endpoint.stop();
  }
}

const margins: Readonly<Record<string, number>> = {
  'memory of the endpoint (MB)': memoryMargin,
  'of it in use after a collection (MB)': usedMargin,
};
const event = Buffer.from('{"id":"o-1"}');
const sources = {
  node: ['nodejs24.x', 'index.mjs', 'export const handler = async (event) => event;\n'],
  python: ['python3.13', 'index.py', 'def handler(event, context):\n    return event\n'],
} as const;
const names = Object.keys(sources);

async function addFunctions(endpoint: LocalEndpoint): Promise<void> {
  const { iam, lambda } = localClients(endpoint);
  const trust = { RoleName: 'soak', AssumeRolePolicyDocument: lambdaTrust };
  const { Role } = await iam.send(new CreateRoleCommand(trust));
  for (const [FunctionName, [Runtime, file, source]] of Object.entries(sources)) {
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime,
        Role: Role?.Arn,
        Handler: 'index.handler',
        Code: { ZipFile: zipSync({ [file]: strToU8(source) }) },
      }),
    );
  }
}

type Held = Readonly<Record<string, number>>;

/** Idle connections are closed after five seconds, and a busy machine ends processes late. */
const steadyLooks = 6;

/**
 * What is held once it is as little as wanted, or the count of processes and descriptors has not fallen
 * for some looks, a second apart: a moment's standstill says nothing, and what leaks stays.
 */
async function settled(
  endpoint: LocalEndpoint,
  inspector: Inspector,
  isEnough: (held: Held) => boolean = () => false,
): Promise<Held> {
  let lower = Number.POSITIVE_INFINITY;
  for (let steady = 0; ; steady += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const used = Math.round(((await inspector.usedMemory()) / 1024 / 1024) * 10) / 10;
    const held = look(endpoint, used);
    const sum = (held['processes'] ?? 0) + (held['open files'] ?? 0) + (held['sockets'] ?? 0);
    if (sum < lower) steady = 0;
    lower = Math.min(lower, sum);
    if (steady === steadyLooks || isEnough(held)) return held;
  }
}

function look({ pid, dataFolder }: LocalEndpoint, used: number): Held {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  const links = readdirSync(`/proc/${pid}/fd`).map((descriptor) => linkOf(pid, descriptor));
  const resident = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  const files = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' });
  return {
    'memory of the endpoint (MB)': Math.round(Number(resident) / 1024),
    'of it in use after a collection (MB)': used,
    processes: children === '' ? 0 : children.split(' ').length,
    sockets: links.filter((link) => link.startsWith('socket:')).length,
    'open files': links.filter((link) => !link.startsWith('socket:')).length,
    'files in the data folder': files.filter((file) => file.split(path.sep)[0] !== 'logs').length,
  };
}

function linkOf(pid: number, descriptor: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${descriptor}`);
  } catch {
    // Closed since it was listed.
    return '';
  }
}
