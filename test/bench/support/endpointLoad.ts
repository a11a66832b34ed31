import path from 'node:path';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { startLocalEndpoint } from '../../support/localEndpoint.ts';
import { type Figure, median } from '../figure.ts';
import { bareInvoker } from './bareRequest.ts';
import { startBuiltBench } from './builtBench.ts';
import { startBenchWithFunctions } from './manyFunctions.ts';
import { timed } from './sideBySide.ts';

const script = path.resolve(import.meta.dirname, '../../../dist/local.js');

/** Many functions invoked at once: far more than the machine has room for. */
export async function measureCrowd(functions: number, parallel: number): Promise<Figure[]> {
  await using bench = await startBuiltBench();
  const source = 'export const handler = async (event) => event;\n';
  const names = Array.from({ length: functions }, (_, number) => `crowd-${number}`);
  for (const name of names) await bench.addFunction(name, 'nodejs24.x', source);
  const invoke = bareInvoker(bench.endpoint);
  const event = Buffer.from('{"id":"o-1"}');
  let errors = 0;
  const time = await timed(() =>
    Promise.all(
      names.flatMap((name) =>
        Array.from({ length: parallel }, () =>
          invoke(name, event).catch(() => {
            errors += 1;
          }),
        ),
      ),
    ),
  );
  const what = `local endpoint: ${functions} functions, ${parallel} parallel invokes each`;
  return [
    { what, measured: time, unit: 'ms' },
    { what: `${what}: errors`, measured: errors, unit: 'errors', budget: 0 },
  ];
}

/** A data folder with many functions: listed, and opened. */
export async function measureMany(count: number): Promise<Figure[]> {
  await using bench = await startBenchWithFunctions(count);
  const { endpoint, region, accessKeyId, secretAccessKey, dataFolder } = bench.endpoint;
  const credentials = { accessKeyId, secretAccessKey };
  const client = new LambdaClient({ endpoint, region, credentials });
  const lists: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    lists.push(
      await timed(async () => {
        let rows = 0;
        for await (const page of paginateListFunctions({ client }, {}))
          rows += page.Functions?.length ?? 0;
        if (rows !== count) throw new Error(`${rows} functions were listed instead of ${count}.`);
      }),
    );
  }
  await bench.endpoint.stop();
  const starts: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const begun = performance.now();
    const started = await startLocalEndpoint({ dataFolder, script });
    starts.push(performance.now() - begun);
    await started.stop();
  }
  return [
    {
      what: 'local endpoint: ListFunctions by the SDK, each 1,000 rows (5,000 rows a second)',
      ...{ measured: median(lists.slice(1)) / (count / 1000), unit: 'ms', budget: 200 },
    },
    {
      what: `local endpoint: start with ${count} functions`,
      ...{ measured: median(starts), unit: 'ms', budget: 500 },
    },
  ];
}
