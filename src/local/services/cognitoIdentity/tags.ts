import type {
  ListTagsForResourceInput,
  ListTagsForResourceResponse,
  TagResourceInput,
  UntagResourceInput,
} from '@aws-sdk/client-cognito-identity';
import { fromEntries } from '../../protocol/decode.ts';
import type { Operations } from '../../protocol/service.ts';
import { parseArn } from '../arn.ts';
import { findIdentityPool, type StoredIdentityPool } from './identityPool.ts';
import type { CognitoIdentityContext } from './service.ts';

export const tagOperations: Operations<CognitoIdentityContext> = {
  ListTagsForResource: listTagsForResource,
  TagResource: tagResource,
  UntagResource: untagResource,
};

function listTagsForResource(
  context: CognitoIdentityContext,
  { ResourceArn }: ListTagsForResourceInput,
): ListTagsForResourceResponse {
  return { Tags: { ...findTagged(context, ResourceArn).pool.IdentityPoolTags } };
}

async function tagResource(
  context: CognitoIdentityContext,
  { ResourceArn, Tags }: TagResourceInput,
): Promise<object> {
  const stored = findTagged(context, ResourceArn);
  return saveTags(context, stored, { ...stored.pool.IdentityPoolTags, ...Tags });
}

async function untagResource(
  context: CognitoIdentityContext,
  { ResourceArn, TagKeys = [] }: UntagResourceInput,
): Promise<object> {
  const stored = findTagged(context, ResourceArn);
  const tags = Object.entries(stored.pool.IdentityPoolTags ?? {});
  const kept = tags.filter(([key]) => !TagKeys.includes(key));
  return saveTags(context, stored, fromEntries(kept));
}

/** `arn:aws:cognito-identity:us-east-1:123456789012:identitypool/us-east-1:…` */
function findTagged(context: CognitoIdentityContext, arn = ''): StoredIdentityPool {
  return findIdentityPool(context, parseArn(arn)?.resource.replace(/^identitypool\//, '') ?? arn);
}

async function saveTags(
  { identityPools }: CognitoIdentityContext,
  stored: StoredIdentityPool,
  tags: Record<string, string>,
): Promise<object> {
  const pool = { ...stored.pool, IdentityPoolTags: tags };
  await identityPools.put(pool.IdentityPoolId, { ...stored, pool });
  return {};
}
