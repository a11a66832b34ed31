import { join } from 'node:path';
import type { Executor } from './runtime/executor.ts';
import { checkIdentity, type StoredIdentity } from './services/cognitoIdentity/identity.ts';
import {
  checkIdentityPool,
  type StoredIdentityPool,
} from './services/cognitoIdentity/identityPool.ts';
import { checkPolicy, type ManagedPolicy } from './services/iam/managedPolicy.ts';
import { checkRole, type StoredRole } from './services/iam/role.ts';
import {
  checkEventSourceMapping,
  type StoredEventSourceMapping,
} from './services/lambda/eventSourceMapping.ts';
import { type EventQueue, openEventQueue } from './services/lambda/events/eventQueue.ts';
import { checkFunction, codesOf, type StoredFunction } from './services/lambda/function.ts';
import { checkLayer, type StoredLayer } from './services/lambda/layer.ts';
import { type CodeStore, openCodeStore } from './store/codeStore.ts';
import { type Collection, openCollection } from './store/collection.ts';
import { type LogStore, openLogStore } from './store/logs/logStore.ts';
import { hasSetAside } from './store/setAside.ts';

/** All that the local account holds. */
export interface LocalAccount {
  /** Of the region that is served; those of other regions stay on disk. */
  readonly functions: Collection<StoredFunction>;
  readonly layers: Collection<StoredLayer>;
  readonly eventSourceMappings: Collection<StoredEventSourceMapping>;
  readonly roles: Collection<StoredRole>;
  /** The customer's managed policies. */
  readonly policies: Collection<ManagedPolicy>;
  readonly identityPools: Collection<StoredIdentityPool>;
  readonly identities: Collection<StoredIdentity>;
  readonly codes: CodeStore;
  readonly events: EventQueue;
  readonly logs: LogStore;
  /** Reads what is not read yet, and removes code that nobody refers to. Others go on in between. */
  tidy(): Promise<void>;
  /** Empties the account. */
  reset(executor: Executor): Promise<void>;
}

export function openAccount(
  folder: string,
  region: string,
  report: (message: string) => void,
): LocalAccount {
  const functionsFolder = join(folder, 'functions', region);
  const layersFolder = join(folder, 'layers', region);
  const collections = {
    functions: openCollection(functionsFolder, checkFunction),
    layers: openCollection(layersFolder, checkLayer),
    eventSourceMappings: openCollection(
      join(folder, 'event-source-mappings', region),
      checkEventSourceMapping,
    ),
    roles: openCollection(join(folder, 'roles'), checkRole),
    policies: openCollection(join(folder, 'policies'), checkPolicy),
    identityPools: openCollection(join(folder, 'identity-pools', region), checkIdentityPool),
    identities: openCollection(join(folder, 'identities', region), checkIdentity),
  };
  const { functions, layers } = collections;
  const all = Object.values(collections);
  const inUse = () =>
    new Set([...functions.held().flatMap(codesOf), ...layers.held().flatMap(layerCodes)]);
  // Each region has codes of its own, so that what one does not know is nobody's.
  const codes = openCodeStore(join(folder, 'code', region), inUse);
  const events = openEventQueue(join(folder, 'events', region), report);
  const logs = openLogStore(join(folder, 'logs', region), { report });
  return {
    ...collections,
    codes,
    events,
    logs,
    async tidy() {
      await Promise.all(all.map((collection) => collection.readAll()));
      // A damaged record may still be mended by hand: its code stays as long as it does.
      if (![functionsFolder, layersFolder].some(hasSetAside)) codes.removeUnused();
    },
    async reset(executor) {
      await events.clear();
      const removed = [...functions.values()];
      const unused = inUse();
      await Promise.all(all.map((collection) => collection.clear()));
      await Promise.all(removed.map(({ name }) => executor.retire(name)));
      await logs.clear();
      await Promise.all([...unused].map((sha256) => codes.release(sha256)));
    },
  };
}

function layerCodes({ versions }: StoredLayer): string[] {
  return versions.map(({ codeSha256 }) => codeSha256);
}
