import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { runInBrowserHost } from '../../scripts/vscode/browserHost.ts';
import { newest } from '../../scripts/vscode/version.ts';
import { type Figure, median } from './figure.ts';
import { type Measurements, readMeasurements } from './host/measurements.ts';

/** In the extension host of a real VS Code, by the extension's commands. */
export async function measure(): Promise<readonly Figure[]> {
  const { before, after, small, large, opened, openedFile, stalled, stalledOpening } =
    await drive();
  const onTop = large.map((time, round) => time - (small[round] ?? Number.NaN));
  return [
    {
      what: 'extension host, in use before 1,000 invokes',
      ...{ measured: megabytes(before.used), unit: 'MB' },
    },
    {
      what: 'extension host, growth by 1,000 invokes',
      // A thousand blocks in the output panel are some MB, which is what the person asked for.
      ...{ measured: megabytes(after.used - before.used), unit: 'MB', budget: 10 },
    },
    {
      what: 'extension host, growth of the process by 1,000 invokes',
      ...{ measured: megabytes(after.resident - before.resident), unit: 'MB', budget: 20 },
    },
    { what: 'a small response, command to result', measured: median(small), unit: 'ms' },
    {
      what: 'a 6 MB response, command to result, on top of a small one',
      ...{ measured: median(onTop), unit: 'ms', budget: 300 },
    },
    {
      what: 'a 6 MB response, longest stall of the extension host until it is shown',
      ...{ measured: Math.max(...stalled), unit: 'ms' },
    },
    {
      what: 'a 6 MB response, longest stall of the extension host until it is open',
      ...{ measured: Math.max(...stalledOpening), unit: 'ms' },
    },
    {
      what: 'a 6 MB response, opened as a document',
      ...{ measured: median(opened), unit: 'ms', budget: 1500 },
    },
    { what: 'the same text in a file, opened', measured: median(openedFile), unit: 'ms' },
  ];
}

const root = path.resolve(import.meta.dirname, '../..');

/** Orders, as an API lists them. */
const largeSource = `const order = (_, index) => ({
  id: 10_000_000 + index, customer: 'Zoë Example', email: 'zoe.' + index + '@example.com',
  total: 12.5, status: 'shipped', createdAt: '2026-11-22T15:04:05.123Z',
});
export const handler = async ({ orders }) => Array.from({ length: orders }, order);
`;

const files = {
  'counter.mjs': 'let count = 0;\nexport const handler = async () => ++count;\n',
  'large.mjs': largeSource,
  'small.json': '{ "orders": 10 }',
  // As JSON a little less than the 6 MB that Lambda takes.
  'large.json': '{ "orders": 42000 }',
};

async function drive(): Promise<Measurements> {
  const home = await mkdtemp(path.join(tmpdir(), 'lambda-bench-host-'));
  try {
    const workspace = path.join(home, 'workspace');
    await mkdir(workspace);
    for (const [name, content] of Object.entries(files)) {
      await writeFile(path.join(workspace, name), content);
    }
    const bundle = path.join(home, 'driver.js');
    await build({
      entryPoints: [path.join(import.meta.dirname, 'host/driver.ts')],
      ...{ outfile: bundle, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'] },
    });
    const measurements = path.join(home, 'measurements.json');
    const { status, log } = await runInBrowserHost({
      ...{ version: newest, extension: root, bundle, workspace },
      dataFolder: path.join(home, 'server'),
      env: { XDG_DATA_HOME: path.join(home, 'data'), LAMBDA_BENCH_MEASUREMENTS: measurements },
    });
    if (status !== 0) throw new Error(`The extension host failed.\n${log}`);
    return readMeasurements(await readFile(measurements, 'utf8'));
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function megabytes(bytes: number): number {
  return bytes / 1024 / 1024;
}
