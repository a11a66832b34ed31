import type { Secrets } from '../app/connection.ts';
import type { SecretName } from '../aws/connections/doors.ts';

/** The secrets of connections, each connection's under one key. */
export interface ConnectionSecrets {
  of(connection: string): Promise<Secrets>;
  /** Puts all of a connection's secrets in the place of what is stored; none removes them. */
  set(connection: string, secrets: Secrets): Promise<void>;
}

/** `vscode.SecretStorage`, as far as it is needed. */
export interface SecretStore {
  get(key: string): PromiseLike<string | undefined>;
  store(key: string, value: string): PromiseLike<void>;
  delete(key: string): PromiseLike<void>;
}

export function createConnectionSecrets(store: SecretStore): ConnectionSecrets {
  return {
    async of(connection) {
      return readSecrets(await store.get(keyOf(connection)));
    },
    async set(connection, secrets) {
      const given = Object.entries(secrets).filter(([, value]) => value !== undefined);
      if (given.length === 0) await store.delete(keyOf(connection));
      else await store.store(keyOf(connection), JSON.stringify(Object.fromEntries(given)));
    },
  };
}

function keyOf(connection: string): string {
  return `connection:${connection}`;
}

const names: readonly SecretName[] = [
  'accessKeyId',
  'secretAccessKey',
  'sessionToken',
  'loginToken',
];

/** What another version of the extension stored in another shape is not there. */
function readSecrets(stored: string | undefined): Secrets {
  if (stored === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch {
    return {};
  }
  const entries = names.map((name) => [name, Object(value)[name] as unknown] as const);
  return Object.fromEntries(entries.filter(([, secret]) => typeof secret === 'string'));
}
