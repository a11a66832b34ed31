import type { LocalAccount } from '../app/connection.ts';
import type { Account } from '../aws/account.ts';
import type { Settings } from '../settings.ts';
import { dataFolder } from './dataFolder.ts';
import type { Lease } from './localEndpoint.ts';
import { untrusted } from './untrusted.ts';

export interface LocalConnectionOptions {
  /** The endpoint's entry, dist/local.js. */
  readonly script: string;
  readonly settings: () => Settings;
  /** Whether the person trusts the workspace. */
  readonly trusted: () => boolean;
  readonly log: (message: string) => void;
  /** Hears that the endpoint had ended by itself and was started anew. */
  readonly onRestart: (message: string) => void;
  /** Hears where the endpoint is, each time that it is opened. */
  readonly onOpen: (environment: Readonly<Record<string, string>>) => void;
}

/** The built-in connection: an endpoint on this machine, started on first use and shared by all windows. */
export interface LocalConnection extends LocalAccount {
  account(): Promise<Account>;
  dispose(): void;
}

interface Opened {
  readonly dataFolder: string;
  readonly lease: Lease;
  readonly account: Account;
}

export function createLocalConnection(options: LocalConnectionOptions): LocalConnection {
  let last: Opened | undefined;
  let opening: Promise<Opened> | undefined;

  function folderNow(): string {
    return options.settings().localDataFolder ?? dataFolder(process.platform, process.env);
  }

  async function open(): Promise<Opened> {
    const settings = options.settings();
    const folder = folderNow();
    // The build turns these into a `require` of their bundles.
    const [lease, { connect }] = await Promise.all([
      import('./localEndpoint.ts').then(({ attach }) =>
        attach({
          script: options.script,
          dataFolder: folder,
          region: settings.localRegion,
          node: settings.localNode,
          python: settings.localPython,
          maximumEnvironments: settings.localMaximumEnvironments,
          publicUrls: settings.localPublicUrls,
          log: options.log,
        }),
      ),
      import('../aws/connect.ts'),
    ]);
    const { endpoint, region, accountId, credentials } = lease;
    const account = connect({ connection: 'local', endpoint, region, accountId, credentials });
    return { dataFolder: folder, lease, account };
  }

  async function reopen(): Promise<Opened> {
    const before = last;
    last = await open();
    options.onOpen(environmentOf(last.lease));
    if (before && before.dataFolder !== last.dataFolder) before.lease.release();
    else if (before) {
      options.onRestart(
        'The local endpoint had ended, so it was started anew. Functions and roles are kept; what was running has ended.',
      );
    }
    return last;
  }

  /** Views and commands ask at the same time: they share one lease. */
  async function current(): Promise<Opened> {
    if (!options.trusted()) throw untrusted();
    if (last && !last.lease.ended() && last.dataFolder === folderNow()) return last;
    opening ??= reopen().finally(() => {
      opening = undefined;
    });
    return opening;
  }

  return {
    account: async () => (await current()).account,
    reset: async () => (await current()).lease.reset(),
    environment: async () => environmentOf((await current()).lease),
    dispose() {
      last?.lease.release();
      void opening?.then(({ lease }) => lease.release()).catch(() => undefined);
    },
  };
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html */
function environmentOf({ endpoint, region, credentials }: Lease): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
  };
}
