import type { Choice } from '../../src/app/prompts.ts';
import { connect } from '../../src/aws/connect.ts';
import { selectConnection } from '../../src/commands/selectConnection.ts';
import { Cancelled } from '../../src/errors.ts';
import { openAwsHome } from '../support/awsHome.ts';
import { openTestApp } from '../support/testApp.ts';
import { type Figure, median } from './figure.ts';
import { companyConfig } from './support/companyConfig.ts';

const count = 5_000;
const runs = 9;

/** From the command to the rows of its list, as they are handed to VS Code; nothing is sent. */
export async function measure(): Promise<readonly Figure[]> {
  const home = await openAwsHome();
  const nowhere = connect({
    connection: 'local',
    endpoint: 'http://127.0.0.1:1',
    region: 'us-east-1',
    accountId: undefined,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const opened = await openTestApp(nowhere, []);
  const first: number[] = [];
  const all: number[] = [];
  try {
    await home.write('.aws/config', companyConfig(count));
    const { connections } = opened.connections;
    for (let run = 0; run < runs; run++) {
      const start = performance.now();
      const app = {
        ...opened.app,
        connections,
        connection: connections.connection,
        prompts: {
          ...opened.app.prompts,
          async pick<T>({ choices }: { choices: Iterable<Choice<T>> | AsyncIterable<unknown> }) {
            if (!(Symbol.asyncIterator in choices)) throw new Error('The list does not stream.');
            let rows = 0;
            for await (const page of choices) {
              if (rows === 0) first.push(performance.now() - start);
              rows += Array.isArray(page) ? page.length : 0;
            }
            if (rows < count) throw new Error(`Only ${rows} rows were listed.`);
            all.push(performance.now() - start);
            throw new Cancelled();
          },
        },
      };
      await selectConnection(app).catch(() => undefined);
    }
    return [
      {
        what: '5,000 profiles: Select Connection shows its first rows',
        ...{ measured: median(first), unit: 'ms', budget: 200 },
      },
      {
        what: '5,000 profiles: Select Connection has all rows',
        ...{ measured: median(all), unit: 'ms', budget: 200 },
      },
    ];
  } finally {
    await opened.finish();
    await home.close();
  }
}
