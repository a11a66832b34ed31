import type { Server } from 'node:http';
import { join } from 'node:path';
import { openAccount } from './account.ts';
import { type Address, removeAddressFile, writeAddressFile } from './addressFile.ts';
import { download } from './download.ts';
import { createInternalRoutes } from './internalRoutes.ts';
import { createLeases } from './leases.ts';
import { mountServices } from './mountServices.ts';
import type { EndpointOptions } from './options.ts';
import { createKeyFinder, type IssueSession, issueSession } from './protocol/credentials.ts';
import { createExecutor } from './runtime/environments.ts';
import { listen, portOf } from './server.ts';
import { createCodeLinks } from './services/lambda/codeLinks.ts';
import { eventRunner } from './services/lambda/events/runEvent.ts';
import { lockDataFolder } from './store/dataLock.ts';
import { prepareDataFolder } from './store/format.ts';
import { type Identity, readIdentity, writeIdentity } from './store/identity.ts';

export interface Endpoint {
  readonly address: Address;
  close(): Promise<void>;
}

export interface ServeOptions extends EndpointOptions {
  readonly dataFolder: string;
  /** Where the bootstraps of handlers are, see `ExecutorOptions`. */
  readonly bootstrapFolder: string;
}

/**
 * Serves the local account of a data folder. `onUnused` is called when the last lease has ended.
 * Throws a FolderHeldError, a NewerFormatError, or the system's error when the port is taken.
 */
export async function startEndpoint(
  options: ServeOptions,
  onUnused: () => void,
): Promise<Endpoint> {
  await prepareDataFolder(options.dataFolder);
  const unlock = lockDataFolder(options.dataFolder);
  try {
    return await serve(options, onUnused, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

async function serve(
  options: ServeOptions,
  onUnused: () => void,
  unlock: () => void,
): Promise<Endpoint> {
  const { dataFolder: folder, region } = options;
  const identity = readIdentity(folder, options.accountId);
  const { accountId, secretAccessKey } = identity;
  const account = openAccount(folder, region, report);
  const codeLinks = createCodeLinks(secretAccessKey);
  const leases = createLeases(options.leased ? onUnused : undefined, {
    afterLastLease: options.leasePatience * 1000,
  });
  const findKey = createKeyFinder(identity);
  const issue: IssueSession = (session) => issueSession(secretAccessKey, session);
  let port = 0;
  const executor = createExecutor({
    ...options,
    endpoint: () => `http://127.0.0.1:${port}`,
    credentials: ({ name, role }) =>
      issue({ seconds: handlerSessionSeconds, role: { roleArn: role, session: name } }),
    environmentLife: handlerSessionSeconds * 1000 - longestInvocation,
    log: account.logs.append,
    scratchFolder: join(folder, 'scratch'),
  });
  const { lambda, ...services } = mountServices({
    account,
    accountId,
    region,
    secretAccessKey,
    issueSession: issue,
    findKey,
    executor,
    codeLinks,
    publicUrls: options.publicUrls,
    report,
  });
  const server = await listenNear(options.port, identity.port, {
    ...services,
    region,
    findKey,
    internal: createInternalRoutes({
      secretAccessKey,
      leases,
      reset: () => account.reset(executor),
      download: (head, response) => download(account.codes, codeLinks.read(head), response),
    }),
  });
  port = portOf(server);
  const address = addressOf(identity, region, port);
  await writeIdentity(folder, { ...identity, port });
  await writeAddressFile(folder, port, address);
  account.events.start(eventRunner(lambda, options.eventRetryBase));
  account
    .tidy()
    .catch((error: unknown) => report(`Not all of the data folder could be read: ${error}`));
  return {
    address,
    async close() {
      removeAddressFile(folder);
      leases.close();
      account.events.close();
      await Promise.all([closeServer(server), executor.close()]);
      await account.logs.close();
      unlock();
    },
  };
}

/** An environment may serve for as long as it is used. */
const handlerSessionSeconds = 12 * 60 * 60;

/** What an environment may still run for after it was last taken: a time-out and its init (ms). */
const longestInvocation = 20 * 60 * 1000;

/** A port that was asked for must be free; the one of the last time need not. */
async function listenNear(
  asked: number,
  last: number,
  options: Parameters<typeof listen>[0],
): Promise<Server> {
  if (asked === 0 && last !== 0) {
    try {
      return await listen(options, last);
    } catch {
      // Somebody else has it now: clients read the new one from endpoint.json.
    }
  }
  return listen(options, asked);
}

function addressOf(identity: Identity, region: string, port: number): Address {
  const { accountId, accessKeyId, secretAccessKey } = identity;
  const endpoint = `http://127.0.0.1:${port}`;
  return { endpoint, region, accessKeyId, secretAccessKey, accountId };
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function report(message: string): void {
  process.stderr.write(`${message}\n`);
}
