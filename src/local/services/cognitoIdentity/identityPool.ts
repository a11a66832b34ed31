import type { IdentityPool, RoleMapping } from '@aws-sdk/client-cognito-identity';
import { ServiceError } from '../../protocol/serviceError.ts';
import { hasMembers } from '../../store/hasMembers.ts';
import type { CognitoIdentityContext } from './service.ts';

/** A pool as it is kept: as it is shown, and the roles of its identities. */
export interface StoredIdentityPool {
  readonly pool: IdentityPool & { readonly IdentityPoolId: string };
  /** ARNs, by `authenticated` and `unauthenticated`. */
  readonly roles: Readonly<Record<string, string>>;
  readonly roleMappings?: Readonly<Record<string, RoleMapping>> | undefined;
}

/** Throws on what is no pool. */
export function checkIdentityPool(value: unknown): StoredIdentityPool {
  const whole =
    hasMembers<StoredIdentityPool>(value, { pool: 'object', roles: 'object' }) &&
    hasMembers<IdentityPool>(value.pool, { IdentityPoolId: 'string', IdentityPoolName: 'string' });
  if (!whole) throw new Error('it is no identity pool');
  return value;
}

/** Throws ResourceNotFoundException. */
export function findIdentityPool(
  { identityPools }: CognitoIdentityContext,
  id = '',
): StoredIdentityPool {
  const stored = identityPools.get(id);
  if (stored === undefined) {
    throw new ServiceError('ResourceNotFoundException', `IdentityPool '${id}' not found.`);
  }
  return stored;
}
