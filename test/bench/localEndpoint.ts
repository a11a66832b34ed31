import { execFileSync } from 'node:child_process';
import { execute } from '../../scripts/execute.ts';
import { onPath } from '../../scripts/vscode/executable.ts';
import { type Figure, median } from './figure.ts';
import { bareInvoker } from './support/bareRequest.ts';
import { startBuiltBench } from './support/builtBench.ts';
import { coldStarts } from './support/coldStarts.ts';
import { measureControlPlane } from './support/controlPlane.ts';
import { measureCrowd, measureMany } from './support/endpointLoad.ts';
import { measurePeers } from './support/peers.ts';
import { sideBySide, timed } from './support/sideBySide.ts';

const languages = {
  Node: {
    runtime: 'nodejs24.x',
    source: 'export const handler = async (event) => event;\n',
    program: process.execPath,
    nothing: ['-e', '0'],
    coldBudget: 80,
  },
  Python: {
    runtime: 'python3.13',
    source: 'def handler(event, context):\n    return event\n',
    program: findPython(),
    nothing: ['-c', 'pass'],
    coldBudget: 60,
  },
} as const;

/**
 * Handlers that answer at once, so that the round trip of a bare signed request is what the endpoint
 * takes on top of the handler, signing and the client's own work included.
 */
export async function measure(): Promise<readonly Figure[]> {
  await using bench = await startBuiltBench();
  const invoke = bareInvoker(bench.endpoint);
  const makeCold = coldStarts(bench.endpoint);
  const event = Buffer.from('{"id":"o-1"}');
  const figures: Figure[] = [];
  for (const [name, language] of Object.entries(languages)) {
    const { runtime, source, program, nothing, coldBudget } = language;
    if (!program) {
      figures.push({ what: `local endpoint, ${name}`, absent: 'not installed' });
      continue;
    }
    await bench.addFunction(name, runtime, source);
    const warm = await sideBySide({
      rounds: 200,
      warmUp: 20,
      contenders: { invoke: () => timed(() => invoke(name, event)) },
    });
    const inits: number[] = [];
    const cold = await sideBySide({
      rounds: 15,
      warmUp: 1,
      contenders: {
        async invoke() {
          await makeCold(name);
          return timed(async () => inits.push(initDuration((await invoke(name, event)).log)));
        },
        nothing: () => timed(() => execute(program, nothing, { quiet: true })),
      },
    });
    const bare = `${name.toLowerCase()} ${nothing.join(' ')}`;
    figures.push(
      {
        what: `local endpoint, ${name}: warm round trip`,
        ...{ measured: warm.medianOf('invoke'), unit: 'ms', budget: 2 },
      },
      {
        what: `local endpoint, ${name}: cold start, REPORT's Init Duration`,
        ...{ measured: median(inits), unit: 'ms' },
      },
      {
        what: `local endpoint, ${name}: cold round trip`,
        ...{ measured: cold.medianOf('invoke'), unit: 'ms', budget: coldBudget },
      },
      { what: `${bare}, start to end`, measured: cold.medianOf('nothing'), unit: 'ms' },
    );
  }
  return [
    ...figures,
    ...(await measurePeers(() => invoke('Node', event))),
    ...(await measureControlPlane()),
    ...(await measureCrowd(100, 10)),
    ...(await measureMany(10_000)),
  ];
}

/** Itself, not a version manager's stand-in, as the endpoint starts it. */
function findPython(): string | undefined {
  const python = onPath('python3');
  if (!python) return undefined;
  const itself = 'import os, sys; print(os.path.realpath(sys.executable))';
  return execFileSync(python, ['-c', itself], { encoding: 'utf8' }).trim();
}

function initDuration(log: string): number {
  const found = /Init Duration: ([\d.]+) ms/.exec(log)?.[1];
  if (!found) throw new Error(`This was no cold start:\n${log}`);
  return Number(found);
}
