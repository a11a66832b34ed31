import { createFunction } from '../../src/commands/createFunction.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { formatReport } from '../../src/views/report.ts';
import type { LocalEndpoint } from '../support/localEndpoint.ts';
import { type Figure, median } from './figure.ts';
import { findAwsCli } from './support/awsCli.ts';
import { bareInvoker } from './support/bareRequest.ts';
import { boto3Times } from './support/boto3.ts';
import { role, startBuiltBench } from './support/builtBench.ts';
import { coldStarts } from './support/coldStarts.ts';
import { sideBySide, timed } from './support/sideBySide.ts';

const functionName = 'orders';
const event = JSON.stringify({ id: 'o-1', items: [{ sku: 'a', count: 2 }] });

/**
 * From the command to the block of the panel, in the way that a person goes: a payload file, a
 * function made from a source file, which is looked at for changes before each invocation.
 */
export async function measure(): Promise<readonly Figure[]> {
  await using bench = await startBuiltBench();
  const blocks: string[] = [];
  const { app, opened } = await bench.openApp((report) => blocks.push(formatReport(report)));
  try {
    const source = await opened.write('orders.mjs', 'export const handler = async (e) => e;\n');
    await createFunction(app, {
      ...{ path: source, name: functionName, description: '', role },
      ...{ runtime: 'nodejs24.x', handler: 'orders.handler', memory: 128, timeout: 3 },
    });
    const payload = await opened.write('order.json', event);
    const bare = bareInvoker(bench.endpoint);
    const contenders = {
      command: () => timed(() => invokePayload(app, { payload, functionName })),
      bare: () => timed(() => bare(functionName, Buffer.from(event))),
    };

    const warm = await sideBySide({ rounds: 200, warmUp: 20, contenders });
    const makeCold = coldStarts(bench.endpoint);
    const cold = await sideBySide({
      rounds: 20,
      warmUp: 2,
      contenders: {
        command: () => makeCold(functionName).then(contenders.command),
        bare: () => makeCold(functionName).then(contenders.bare),
      },
    });
    const failed = blocks.find((block) => !block.includes('✔  200'));
    if (failed) throw new Error(`An invocation failed:\n${failed}`);
    return [
      { what: 'invoke, warm: command to result', measured: warm.medianOf('command'), unit: 'ms' },
      { what: 'invoke, warm: bare signed request', measured: warm.medianOf('bare'), unit: 'ms' },
      {
        what: 'invoke, warm: command on top of bare request',
        ...{ measured: warm.onTop('command', 'bare'), unit: 'ms', budget: 5 },
      },
      { what: 'invoke, cold: command to result', measured: cold.medianOf('command'), unit: 'ms' },
      { what: 'invoke, cold: bare signed request', measured: cold.medianOf('bare'), unit: 'ms' },
      {
        what: 'invoke, cold: command on top of bare request',
        ...{ measured: cold.onTop('command', 'bare'), unit: 'ms', budget: 5 },
      },
      ...(await besideCli(bench.endpoint, payload, contenders.command)),
      await besideBoto3(bench.endpoint),
    ];
  } finally {
    await opened.finish();
  }
}

/** What people use without an extension. */
async function besideCli(
  endpoint: LocalEndpoint,
  payload: string,
  command: () => Promise<number>,
): Promise<readonly Figure[]> {
  const what = 'invoke, warm: aws lambda invoke';
  await using cli = await findAwsCli(endpoint);
  if (!cli) return [{ what, absent: 'not installed' }];
  const times = await sideBySide({
    rounds: 7,
    warmUp: 1,
    contenders: { cli: () => timed(() => cli.invoke(functionName, payload)), command },
  });
  return [
    { what, measured: times.medianOf('cli'), unit: 'ms' },
    {
      what: `${what}, in command to result`,
      ...{ measured: times.medianOf('cli') / times.medianOf('command'), unit: '×' },
    },
  ];
}

/** In a process that is there already: what an SDK takes by itself. */
async function besideBoto3(endpoint: LocalEndpoint): Promise<Figure> {
  const what = 'invoke, warm: boto3, in a process that runs';
  const times = await boto3Times(endpoint, functionName, event, 200);
  return times ? { what, measured: median(times), unit: 'ms' } : { what, absent: 'not installed' };
}
