import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import type { FunctionSummary } from '../../src/aws/lambdaFunction.ts';
import { arrange, byPrefix, type FunctionRow, type Grouping } from '../../src/rows/arrange.ts';
import type { Arrangement } from '../../src/rows/arrangement.ts';
import { createListing, type Listing } from '../../src/views/listing.ts';
import type { Figure } from './figure.ts';
import type { BuiltBench } from './support/builtBench.ts';
import { startBenchWithFunctions } from './support/manyFunctions.ts';
import { sideBySide, timed } from './support/sideBySide.ts';

const count = 10_000;
/** What Lambda answers at once. */
const firstRows = 50;

/** The rows of the Functions view beside the SDK's own paginator, which does nothing but fetch. */
export async function measure(): Promise<readonly Figure[]> {
  await using bench = await startBenchWithFunctions(count);
  const client = sdkClient(bench);
  const first = await sideBySide({
    rounds: 30,
    warmUp: 5,
    contenders: {
      view: () => timed(() => firstShown(bench)),
      bare: () => timed(() => paginated(client, firstRows)),
    },
  });
  const all = await sideBySide({
    rounds: 7,
    warmUp: 1,
    contenders: {
      view: () => timed(() => listed(bench, count)),
      bare: () => timed(() => paginated(client, count)),
    },
  });
  const rows = await functionRows(bench);
  const arranged = (arrangement: Partial<Arrangement>, grouping?: Grouping) =>
    timed(() => arrange(rows, { ...plain, ...arrangement }, noMarks, grouping));
  const arranging = await sideBySide({
    rounds: 20,
    warmUp: 3,
    contenders: {
      filter: () => arranged({ filter: '99' }),
      sort: () => arranged({ sort: 'changed' }),
      group: () => arranged({}, byPrefix),
    },
  });
  const onTop = (all.onTop('view', 'bare') / all.medianOf('bare')) * 100;
  return [
    { what: '10,000 functions: first rows', measured: first.medianOf('view'), unit: 'ms' },
    {
      what: `10,000 functions: first rows, on top of the SDK's paginator`,
      ...{ measured: first.onTop('view', 'bare'), unit: 'ms', budget: 100 },
    },
    { what: '10,000 functions: all listed', measured: all.medianOf('view'), unit: 'ms' },
    {
      what: `10,000 functions: all listed, on top of the SDK's paginator`,
      ...{ measured: onTop, unit: '%', budget: 10 },
    },
    ...(['filter', 'sort', 'group'] as const).map((what) => ({
      what: `10,000 functions: to ${what} them`,
      ...{ measured: arranging.medianOf(what), unit: 'ms' as const, budget: 50 },
    })),
  ];
}

const plain: Arrangement = { filter: '', sort: 'listed', group: 'none' };
const noMarks = { favourites: [], hidden: [] };

async function functionRows({ account }: BuiltBench): Promise<FunctionRow[]> {
  const rows: FunctionRow[] = [];
  for await (const page of account.functions.list()) {
    rows.push(...page.map((summary) => ({ kind: 'function' as const, function: summary })));
  }
  return rows;
}

/** What a person waits for; the rest comes while they look. */
async function firstShown({ account }: BuiltBench): Promise<void> {
  const listing = createListing({
    pages: () => account.functions.list(),
    onChange: () => undefined,
  });
  await listing.started();
  // What came within a moment more is there too.
  check(Math.min(listing.rows().length, firstRows), firstRows);
  listing.reset();
}

async function listed({ account }: BuiltBench, wanted: number): Promise<void> {
  const listing: Listing<FunctionSummary> = createListing({
    pages: () => account.functions.list(),
    onChange: () => undefined,
  });
  await listing.started();
  while (listing.rows().length < wanted && listing.hasMore()) await listing.more();
  check(listing.rows().length, wanted);
}

async function paginated(client: LambdaClient, wanted: number): Promise<void> {
  let seen = 0;
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    seen += Functions.length;
    if (seen >= wanted) break;
  }
  check(seen, wanted);
}

function sdkClient({ endpoint: { endpoint, region, ...keys } }: BuiltBench): LambdaClient {
  const { accessKeyId, secretAccessKey } = keys;
  return new LambdaClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
}

function check(seen: number, wanted: number): void {
  if (seen !== wanted) throw new Error(`${seen} functions were listed instead of ${wanted}.`);
}
