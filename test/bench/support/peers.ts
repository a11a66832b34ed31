import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Figure } from '../figure.ts';
import { sideBySide, timed } from './sideBySide.ts';

interface Peer {
  invoke(): Promise<unknown>;
  /** Ends what it keeps running, which would keep the bench running too. */
  end?(): Promise<unknown>;
}

/** How others run the same handler; each is given the module and the folder of a function. */
const peers = {
  'lambda-local': async (module: unknown, folder: string): Promise<Peer> => {
    const { execute, setLogger } = Object(module);
    const silent = () => undefined;
    setLogger({ log: silent, info: silent, warn: silent, error: silent, transports: [] });
    const lambdaPath = path.join(folder, 'index.js');
    return { invoke: () => execute({ event: { id: 'o-1' }, lambdaPath, verboseLevel: 0 }) };
  },
  '@vercel/fun': async (module: unknown, folder: string): Promise<Peer> => {
    const call = await Object(module).createFunction({
      Code: { Directory: folder },
      Handler: 'index.handler',
      Runtime: 'nodejs',
      Environment: { Variables: {} },
      MemorySize: 128,
    });
    return { invoke: () => call({ id: 'o-1' }), end: () => call.destroy() };
  },
};

/**
 * Warm invokes of other tools beside the endpoint's, in one run. They are installed in a folder of
 * their own for the time of the bench: they are no dependencies.
 */
export async function measurePeers(ours: Peer['invoke']): Promise<Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lambda-bench-peers-'));
  const figures: Figure[] = [];
  try {
    await writeFile(path.join(folder, 'package.json'), '{}');
    await writeFile(path.join(folder, 'index.js'), 'exports.handler = async (event) => event;\n');
    for (const [name, prepare] of Object.entries(peers)) {
      const what = `${name}: warm invoke, beside the local endpoint's`;
      try {
        await promisify(execFile)(
          'npm',
          ['install', '--no-audit', '--no-fund', '--ignore-scripts', name],
          {
            cwd: folder,
            timeout: 120_000,
          },
        );
        const theirs = await prepare(createRequire(path.join(folder, 'index.js'))(name), folder);
        const times = await sideBySide({
          rounds: 50,
          warmUp: 5,
          contenders: { ours: () => timed(ours), theirs: () => timed(theirs.invoke) },
        }).finally(theirs.end);
        figures.push(
          { what, measured: times.medianOf('theirs'), unit: 'ms' },
          {
            what: `${name}: warm invoke, as a multiple of the local endpoint's`,
            ...{ measured: times.medianOf('theirs') / times.medianOf('ours'), unit: '×' },
          },
        );
      } catch (error) {
        const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
        figures.push({ what, absent: `not to be had here: ${reason}` });
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return figures;
}
