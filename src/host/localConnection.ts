import type { Connection } from '../app.ts';
import type { Account } from '../aws/account.ts';
import type { Settings } from '../settings.ts';
import { dataFolder } from './dataFolder.ts';
import { attach, type Lease } from './localEndpoint.ts';

export interface LocalConnectionOptions {
  /** The endpoint's entry, dist/local.js. */
  readonly script: string;
  readonly settings: () => Settings;
  readonly log: (message: string) => void;
  /** Hears that the endpoint had ended by itself and was started anew. */
  readonly onRestart: (message: string) => void;
}

/** The built-in connection: an endpoint on this machine, started on first use and shared by all windows. */
export interface LocalConnection extends Connection {
  dispose(): void;
}

export function createLocalConnection(options: LocalConnectionOptions): LocalConnection {
  let opened: Promise<{ lease: Lease; account: Account }> | undefined;

  async function open(): Promise<{ lease: Lease; account: Account }> {
    const settings = options.settings();
    const [lease, { connect }] = await Promise.all([
      attach({
        script: options.script,
        dataFolder: settings.localDataFolder ?? dataFolder(process.platform, process.env),
        region: settings.localRegion,
        node: settings.localNode,
        python: settings.localPython,
        log: options.log,
      }),
      import('../aws/connect.ts'),
    ]);
    const { endpoint, region, accountId, credentials } = lease;
    const account = connect({ connection: 'local', endpoint, region, accountId, credentials });
    return { lease, account };
  }

  async function current(): Promise<{ lease: Lease; account: Account }> {
    const before = await opened?.catch(() => undefined);
    if (before && !before.lease.ended()) return before;
    opened = open();
    try {
      const now = await opened;
      if (before) {
        options.onRestart(
          'The local endpoint had ended, so it was started anew. Functions and roles are kept; what was running has ended.',
        );
      }
      return now;
    } catch (error) {
      opened = undefined;
      throw error;
    }
  }

  return {
    name: 'local',
    kind: 'local',
    account: async () => (await current()).account,
    reset: async () => (await current()).lease.reset(),
    dispose() {
      void opened?.then(({ lease }) => lease.release()).catch(() => undefined);
    },
  };
}
