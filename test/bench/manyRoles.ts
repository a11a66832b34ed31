import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import { createListing } from '../../src/views/listing.ts';
import type { Figure } from './figure.ts';
import { type BuiltBench, startBuiltBench } from './support/builtBench.ts';
import { sideBySide, timed } from './support/sideBySide.ts';

const count = 5_000;

/** The rows of the Execution Roles view, whose trust policies are read, beside the SDK's own paginator. */
export async function measure(): Promise<readonly Figure[]> {
  await using bench = await startBuiltBench();
  await createRoles(bench);
  const { endpoint, region, accessKeyId, secretAccessKey } = bench.endpoint;
  const client = new IAMClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  const all = await sideBySide({
    rounds: 7,
    warmUp: 1,
    contenders: {
      view: () => timed(() => listed(bench)),
      bare: () => timed(() => paginated(client)),
    },
  });
  return [
    { what: '5,000 roles: all listed', measured: all.medianOf('view'), unit: 'ms' },
    {
      what: `5,000 roles: all listed, on top of the SDK's paginator`,
      ...{ measured: all.onTop('view', 'bare'), unit: 'ms', budget: 100 },
    },
  ];
}

async function createRoles({ account }: BuiltBench): Promise<void> {
  // One is there already.
  const names = Array.from({ length: count - 1 }, (_, number) => `role-${number}`);
  const work = async () => {
    for (let name = names.pop(); name; name = names.pop()) {
      await account.roles.create({ name, description: '' });
    }
  };
  await Promise.all(Array.from({ length: 20 }, work));
}

async function listed({ account }: BuiltBench): Promise<void> {
  const listing = createListing({
    pages: () => account.roles.list(),
    onChange: () => undefined,
    needsAll: () => true,
  });
  await listing.started();
  await listing.settled();
  check(listing.rows().length);
}

async function paginated(client: IAMClient): Promise<void> {
  let seen = 0;
  for await (const { Roles = [] } of paginateListRoles({ client }, {})) seen += Roles.length;
  check(seen);
}

function check(seen: number): void {
  if (seen !== count) throw new Error(`${seen} roles were listed instead of ${count}.`);
}
