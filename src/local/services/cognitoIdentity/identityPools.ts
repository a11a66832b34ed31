import { randomUUID } from 'node:crypto';
import type {
  CreateIdentityPoolInput,
  DeleteIdentityPoolInput,
  DescribeIdentityPoolInput,
  IdentityPool,
  ListIdentityPoolsInput,
  ListIdentityPoolsResponse,
} from '@aws-sdk/client-cognito-identity';
import type { Operations } from '../../protocol/service.ts';
import { pageOf } from '../page.ts';
import { findIdentityPool } from './identityPool.ts';
import type { CognitoIdentityContext } from './service.ts';

export const identityPoolOperations: Operations<CognitoIdentityContext> = {
  CreateIdentityPool: createIdentityPool,
  DeleteIdentityPool: deleteIdentityPool,
  DescribeIdentityPool: describeIdentityPool,
  ListIdentityPools: listIdentityPools,
  UpdateIdentityPool: updateIdentityPool,
};

async function createIdentityPool(
  { region, identityPools }: CognitoIdentityContext,
  input: CreateIdentityPoolInput,
): Promise<IdentityPool> {
  const IdentityPoolId = `${region}:${randomUUID()}`;
  const pool = { IdentityPoolId, ...input, IdentityPoolTags: input.IdentityPoolTags ?? {} };
  await identityPools.put(IdentityPoolId, { pool, roles: {} });
  return pool;
}

function describeIdentityPool(
  context: CognitoIdentityContext,
  { IdentityPoolId }: DescribeIdentityPoolInput,
): IdentityPool {
  return findIdentityPool(context, IdentityPoolId).pool;
}

/** What the request does not name is no longer there, but for the tags. */
async function updateIdentityPool(
  context: CognitoIdentityContext,
  input: IdentityPool,
): Promise<IdentityPool> {
  const stored = findIdentityPool(context, input.IdentityPoolId);
  const { IdentityPoolId, IdentityPoolTags } = stored.pool;
  const pool = { IdentityPoolTags, ...input, IdentityPoolId };
  await context.identityPools.put(IdentityPoolId, { ...stored, pool });
  return pool;
}

async function deleteIdentityPool(
  context: CognitoIdentityContext,
  { IdentityPoolId }: DeleteIdentityPoolInput,
): Promise<void> {
  const { pool } = findIdentityPool(context, IdentityPoolId);
  const own = [...context.identities.values()].filter(({ poolId }) => poolId === IdentityPoolId);
  await Promise.all([
    context.identityPools.delete(pool.IdentityPoolId),
    ...own.map(({ id }) => context.identities.delete(id)),
  ]);
}

function listIdentityPools(
  { identityPools }: CognitoIdentityContext,
  { MaxResults = 60, NextToken }: ListIdentityPoolsInput,
): ListIdentityPoolsResponse {
  const { items, marker } = pageOf(identityPools, { marker: NextToken, limit: MaxResults });
  return {
    IdentityPools: items.map(({ pool: { IdentityPoolId, IdentityPoolName } }) => ({
      IdentityPoolId,
      IdentityPoolName,
    })),
    NextToken: marker,
  };
}
