import { ServiceError } from '../../protocol/serviceError.ts';
import { hasMembers } from '../../store/hasMembers.ts';
import type { CognitoIdentityContext } from './service.ts';

/** Somebody whom a pool knows: a guest, or who has logged in somewhere. */
export interface StoredIdentity {
  /** `us-east-1:` and a UUID. */
  readonly id: string;
  readonly poolId: string;
  readonly logins: readonly Login[];
  /** ISO 8601. */
  readonly created: string;
  readonly modified: string;
}

export interface Login {
  /** As the pool names it, e.g. `accounts.google.com`. */
  readonly provider: string;
  /** Who it is there. */
  readonly subject: string;
}

/** Throws on what is no identity. */
export function checkIdentity(value: unknown): StoredIdentity {
  const whole = hasMembers<StoredIdentity>(value, {
    id: 'string',
    poolId: 'string',
    logins: 'list',
    created: 'string',
    modified: 'string',
  });
  if (!whole) throw new Error('it is no identity');
  return value;
}

/** Throws ResourceNotFoundException. */
export function findIdentity({ identities }: CognitoIdentityContext, id = ''): StoredIdentity {
  const identity = identities.get(id);
  if (identity === undefined) {
    throw new ServiceError('ResourceNotFoundException', `Identity '${id}' not found.`);
  }
  return identity;
}

/** The identity of a pool that has logged in like this before. */
export function lookUpIdentity(
  { identities }: CognitoIdentityContext,
  pool: string,
  logins: readonly Login[],
): StoredIdentity | undefined {
  for (const identity of identities.values()) {
    if (identity.poolId === pool && logins.some((login) => hasLogin(identity, login))) {
      return identity;
    }
  }
  return undefined;
}

export function hasLogin({ logins }: StoredIdentity, { provider, subject }: Login): boolean {
  return logins.some((login) => login.provider === provider && login.subject === subject);
}

/** Adds the logins that the identity has not had yet. */
export async function saveLogins(
  { identities }: CognitoIdentityContext,
  identity: StoredIdentity,
  logins: readonly Login[],
): Promise<StoredIdentity> {
  const added = logins.filter((login) => !hasLogin(identity, login));
  if (added.length === 0 && identities.get(identity.id) !== undefined) return identity;
  const saved = {
    ...identity,
    logins: [...identity.logins, ...added],
    modified: new Date().toISOString(),
  };
  await identities.put(identity.id, saved);
  return saved;
}
