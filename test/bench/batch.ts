import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { invokeEach } from '../../src/commands/invokeEach.ts';
import { startLambdaServer, succeed } from '../support/lambdaServer.ts';
import type { LocalEndpoint } from '../support/localEndpoint.ts';
import { keep } from '../support/scriptedPrompts.ts';
import type { Figure } from './figure.ts';
import { bareInvoker } from './support/bareRequest.ts';
import { startBuiltBench } from './support/builtBench.ts';
import { sideBySide, timed } from './support/sideBySide.ts';

const functionName = 'orders';
/** At a time: what the command proposes. */
const concurrency = 10;
const lines = 2000;
/** At least 0.9 of the rate. */
const mostOfBare = 1.11;

/** A batch beside loops that do nothing but send, as many at a time. */
export async function measure(): Promise<readonly Figure[]> {
  return [...(await measureRate()), ...(await measureMemory())];
}

async function measureRate(): Promise<readonly Figure[]> {
  await using bench = await startBuiltBench();
  await bench.addFunction(functionName, 'nodejs24.x', 'export const handler = async (e) => e;\n');
  const { app, opened } = await bench.openApp(() => undefined);
  try {
    const events = Array.from({ length: lines }, (_, index) => `{"id":"o-${index}"}`);
    const payload = await opened.write('orders.jsonl', events.join('\n'));
    const bare = bareInvoker(bench.endpoint);
    const sdk = sdkInvoker(bench.endpoint);
    const times = await sideBySide({
      rounds: 5,
      warmUp: 1,
      contenders: {
        async batch() {
          opened.prompts.expect(keep(/How many at a time/, String(concurrency)));
          const time = await timed(() => invokeEach(app, { payload, functionName }));
          const block = opened.shown.blocks.at(-1) ?? '';
          if (!block.includes('✔  2,000 answered')) throw new Error(`A batch failed:\n${block}`);
          await rm(path.join(opened.folder, 'orders.results.jsonl'));
          return time;
        },
        bare: () => timed(() => loop(events, (event) => bare(functionName, event))),
        sdk: () => timed(() => loop(events, sdk)),
      },
    });
    const rate = (name: 'batch' | 'bare' | 'sdk') =>
      Math.round(lines / (times.medianOf(name) / 1000)).toLocaleString('en-US');
    const ratio = (base: 'bare' | 'sdk') => times.medianOf('batch') / times.medianOf(base);
    return [
      {
        what: `batch, ${concurrency} at a time (${rate('batch')}/s), in the time of a loop of the SDK's (${rate('sdk')}/s)`,
        ...{ measured: ratio('sdk'), unit: '×', budget: mostOfBare },
      },
      {
        what: `batch, in the time of a loop of bare signed requests (${rate('bare')}/s)`,
        ...{ measured: ratio('bare'), unit: '×', budget: mostOfBare },
      },
    ];
  } finally {
    await opened.finish();
  }
}

async function loop(
  events: readonly string[],
  send: (event: Buffer) => Promise<unknown>,
): Promise<void> {
  const left = events.values();
  const worker = async () => {
    for (const event of left) await send(Buffer.from(event));
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

function sdkInvoker({ endpoint, region, ...keys }: LocalEndpoint) {
  const { accessKeyId, secretAccessKey } = keys;
  const client = new LambdaClient({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
  });
  return (Payload: Buffer) =>
    client.send(new InvokeCommand({ FunctionName: functionName, Payload, LogType: 'Tail' }));
}

/** What a process of its own has in use at the end of a run, with many lines and with few. */
async function measureMemory(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lambda-bench-lines-'));
  try {
    const few = await run(folder, 1_000);
    const many = await run(folder, 100_000);
    return [
      {
        what: `batch of 100,000 lines (${Math.round(many.seconds)} s): in use on top of 1,000 lines`,
        ...{ measured: many.megabytes - few.megabytes, unit: 'MB', budget: 10 },
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run(folder: string, count: number): Promise<{ seconds: number; megabytes: number }> {
  await using server = await startLambdaServer((response) => succeed(response, '{"done":true}'));
  const file = path.join(folder, `${count}.jsonl`);
  const event = JSON.stringify({ id: 'o-1', text: 'x'.repeat(1000) });
  await writeFile(file, `${event}\n`.repeat(count));
  const start = performance.now();
  const script = path.resolve(import.meta.dirname, '../support/invokeEachProcess.ts');
  const child = spawn(
    process.execPath,
    ['--expose-gc', script, server.target.endpoint ?? '', file, String(concurrency)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const { inUse } = Object(await json(child.stdout));
  if (server.received.length !== count) throw new Error(`${server.received.length} were sent.`);
  return { seconds: (performance.now() - start) / 1000, megabytes: inUse / 1024 / 1024 };
}
