import { randomUUID } from 'node:crypto';
import type {
  DeleteIdentitiesInput,
  DeleteIdentitiesResponse,
  DescribeIdentityInput,
  GetIdInput,
  GetIdResponse,
  IdentityDescription,
  ListIdentitiesInput,
  ListIdentitiesResponse,
} from '@aws-sdk/client-cognito-identity';
import type { Operations } from '../../protocol/service.ts';
import { pageOf } from '../page.ts';
import { findIdentity, lookUpIdentity, type StoredIdentity, saveLogins } from './identity.ts';
import { findIdentityPool } from './identityPool.ts';
import { notAuthorized, readLogins } from './logins.ts';
import type { CognitoIdentityContext } from './service.ts';

export const identityOperations: Operations<CognitoIdentityContext> = {
  DeleteIdentities: deleteIdentities,
  DescribeIdentity: describeIdentity,
  GetId: getId,
  ListIdentities: listIdentities,
};

/** Each guest is a new identity; who logs in is the one that they were before. */
async function getId(
  context: CognitoIdentityContext,
  { IdentityPoolId, Logins }: GetIdInput,
): Promise<GetIdResponse> {
  const { pool } = findIdentityPool(context, IdentityPoolId);
  const logins = readLogins(pool, Logins);
  if (logins.length === 0 && !pool.AllowUnauthenticatedIdentities) {
    throw notAuthorized('Unauthenticated access is not supported for this identity pool.');
  }
  const known = lookUpIdentity(context, pool.IdentityPoolId, logins);
  const identity = known ?? newIdentity(context, pool.IdentityPoolId);
  return { IdentityId: (await saveLogins(context, identity, logins)).id };
}

function newIdentity({ region }: CognitoIdentityContext, poolId: string): StoredIdentity {
  const now = new Date().toISOString();
  return { id: `${region}:${randomUUID()}`, poolId, logins: [], created: now, modified: now };
}

function describeIdentity(
  context: CognitoIdentityContext,
  { IdentityId }: DescribeIdentityInput,
): IdentityDescription {
  return describe(findIdentity(context, IdentityId));
}

function listIdentities(
  context: CognitoIdentityContext,
  { IdentityPoolId, MaxResults = 60, NextToken }: ListIdentitiesInput,
): ListIdentitiesResponse {
  const { pool } = findIdentityPool(context, IdentityPoolId);
  const { items, marker } = pageOf(context.identities, {
    marker: NextToken,
    limit: MaxResults,
    keep: ({ poolId }) => poolId === pool.IdentityPoolId,
  });
  return { IdentityPoolId, Identities: items.map(describe), NextToken: marker };
}

async function deleteIdentities(
  { identities }: CognitoIdentityContext,
  { IdentityIdsToDelete = [] }: DeleteIdentitiesInput,
): Promise<DeleteIdentitiesResponse> {
  await Promise.all(IdentityIdsToDelete.map((id) => identities.delete(id)));
  return { UnprocessedIdentityIds: [] };
}

function describe({ id, logins, created, modified }: StoredIdentity): IdentityDescription {
  return {
    IdentityId: id,
    Logins: logins.length > 0 ? logins.map(({ provider }) => provider) : undefined,
    CreationDate: new Date(created),
    LastModifiedDate: new Date(modified),
  };
}
