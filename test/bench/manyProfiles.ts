import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type * as Doors from '../../src/aws/connect.ts';
import { openAwsHome } from '../support/awsHome.ts';
import { scriptedDoors } from '../support/scriptedDoors.ts';
import { type Figure, median } from './figure.ts';
import { companyConfig } from './support/companyConfig.ts';

const count = 5_000;
const runs = 9;

export async function measure(): Promise<readonly Figure[]> {
  const home = await openAwsHome();
  try {
    await home.write('.aws/config', companyConfig(count));
    const doors: typeof Doors = createRequire(import.meta.url)(resolve('dist/aws.js'));
    const listing = await timed(async () => {
      const { length } = await doors.listProfiles();
      if (length !== count) throw new Error(`${length} profiles were listed.`);
    });
    const opening = await timed(() =>
      doors.openConnection(
        { name: 'last', credentials: { kind: 'profile', profile: `account-${count - 1}` } },
        scriptedDoors(),
      ),
    );
    return [
      { what: '5,000 profiles: all listed', measured: listing, unit: 'ms', budget: 200 },
      { what: '5,000 profiles: one opened', measured: opening, unit: 'ms', budget: 200 },
    ];
  } finally {
    await home.close();
  }
}

/** Median, in ms. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
}
