import type { Server } from 'node:http';
import { join } from 'node:path';
import { openAccount } from './account.ts';
import { type Address, removeAddressFile, writeAddressFile } from './addressFile.ts';
import { download } from './download.ts';
import { serveUrls } from './functionUrls/serveUrls.ts';
import { createInternalRoutes } from './internalRoutes.ts';
import { createLeases } from './leases.ts';
import type { EndpointOptions } from './options.ts';
import { createKeyFinder, type IssueSession, issueSession } from './protocol/credentials.ts';
import { createExecutor } from './runtime/environments.ts';
import { listen, type Mount, portOf } from './server.ts';
import { createAuthorization } from './services/authorization.ts';
import {
  createCognitoIdentity,
  isUnsignedCognitoOperation,
} from './services/cognitoIdentity/service.ts';
import { createElsewhere } from './services/elsewhere.ts';
import { createIam } from './services/iam/service.ts';
import { createCodeLinks } from './services/lambda/codeLinks.ts';
import { eventRunner } from './services/lambda/events/runEvent.ts';
import { createLambda } from './services/lambda/service.ts';
import { createThrottle } from './services/lambda/throttle.ts';
import { createUrlOwners } from './services/lambda/urlOwners.ts';
import { createLogs } from './services/logs/service.ts';
import { createSts, isUnsignedStsOperation } from './services/sts/service.ts';
import { readIdentityToken, writeIdentityToken } from './services/sts/webIdentity.ts';
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
  const leases = createLeases(options.leased ? onUnused : undefined);
  let port = 0;
  const log = account.logs.append;
  const issue: IssueSession = (session) => issueSession(secretAccessKey, session);
  const executor = createExecutor({
    region,
    endpoint: () => `http://127.0.0.1:${port}`,
    credentials: ({ name, role }) =>
      issue({ seconds: handlerSessionSeconds, role: { roleArn: role, session: name } }),
    log,
    scratchFolder: join(folder, 'scratch'),
    node: options.node,
    python: options.python,
    maxEnvironments: options.maxEnvironments,
    bootstrapFolder: options.bootstrapFolder,
  });
  const { identityPools, identities } = account;
  const { functions, layers, eventSourceMappings, roles, codes, events } = account;
  const urlOwners = createUrlOwners(functions);
  const lambda = {
    accountId,
    region,
    functions,
    layers,
    eventSourceMappings,
    roles,
    codes,
    codeLinks,
    executor,
    events,
    throttle: createThrottle(functions),
    urlOwners,
    log,
    report,
  };
  const may = createAuthorization({
    accountId,
    region,
    roles,
    policies: account.policies,
    functions,
    eventSourceMappings,
  });
  const place = { accountId, region };
  const iam = createIam({ accountId, roles, policies: account.policies }, may.of('iam'));
  const sts = createSts(
    {
      accountId,
      roles,
      policies: account.policies,
      issueSession: issue,
      readIdentityToken: (token) => readIdentityToken(secretAccessKey, token),
    },
    may.of('sts'),
  );
  const cognitoIdentity = createCognitoIdentity(
    {
      ...place,
      roles,
      identityPools,
      identities,
      issueSession: issue,
      writeIdentityToken: (token) => writeIdentityToken(secretAccessKey, token),
    },
    may.of('cognitoIdentity'),
  );
  const logs = createLogs({ ...place, store: account.logs }, may.of('logs'));
  const findKey = createKeyFinder(identity);
  const lambdaService = createLambda(lambda, may.of('lambda'));
  const mounts = new Map<string, Mount>([
    ['lambda', { service: lambdaService, dialect: 'json', regional: true }],
    ['iam', { service: iam, dialect: 'query', regional: false }],
    ['sts', { service: sts, dialect: 'query', regional: false, unsigned: isUnsignedStsOperation }],
    [
      'cognito-identity',
      {
        service: cognitoIdentity,
        dialect: 'json',
        regional: true,
        unsigned: isUnsignedCognitoOperation,
      },
    ],
    ['logs', { service: logs, dialect: 'json', regional: true }],
  ]);
  const server = await listenNear(options.port, identity.port, {
    region,
    mounts,
    elsewhere: { service: createElsewhere(), dialect: 'json', regional: false },
    findKey,
    functionUrls: {
      serve: serveUrls({
        context: lambda,
        findKey,
        mayInvoke: may.mayInvokeUrl,
        publicUrls: options.publicUrls,
      }),
      refuse: lambdaService.refuse,
    },
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
  events.start(eventRunner(lambda, options.eventRetryBase));
  account
    .tidy()
    .catch((error: unknown) => report(`Not all of the data folder could be read: ${error}`));
  return {
    address,
    async close() {
      removeAddressFile(folder);
      leases.close();
      events.close();
      await Promise.all([closeServer(server), executor.close()]);
      await account.logs.close();
      unlock();
    },
  };
}

/** An environment may serve for as long as it is used. */
const handlerSessionSeconds = 12 * 60 * 60;

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
