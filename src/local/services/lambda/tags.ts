import type {
  ListTagsRequest,
  ListTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-lambda';
import { fromEntries } from '../../protocol/decode.ts';
import { type StoredFunction, saveFunction } from './function.ts';
import { functionArn, readFunctionName } from './functionName.ts';
import { functionNotFound, invalidParameter, notServed } from './refusals.ts';
import type { LambdaContext } from './service.ts';

type Tags = Readonly<Record<string, string>>;

export async function tagResource(
  context: LambdaContext,
  { Resource, Tags = {} }: TagResourceRequest,
): Promise<void> {
  const stored = findTagged(context, Resource);
  if (Object.keys(Tags).length === 0) {
    throw invalidParameter('An error occurred and the request cannot be processed.');
  }
  const tags = { ...stored.tags, ...Tags };
  checkTags(tags);
  await saveFunction(context, { ...stored, tags });
}

export async function untagResource(
  context: LambdaContext,
  { Resource, TagKeys = [] }: UntagResourceRequest,
): Promise<void> {
  const stored = findTagged(context, Resource);
  const kept = Object.entries(stored.tags).filter(([key]) => !TagKeys.includes(key));
  await saveFunction(context, { ...stored, tags: fromEntries(kept) });
}

export function listTags(context: LambdaContext, { Resource }: ListTagsRequest): ListTagsResponse {
  return { Tags: { ...findTagged(context, Resource).tags } };
}

export function checkTags(tags: Tags): void {
  if (Object.keys(tags).length > 50) {
    throw invalidParameter('Number of tags exceeds resource tag limit.');
  }
  for (const [key, value] of Object.entries(tags)) {
    if (key.length > 128 || key === '' || value.length > 256) {
      throw invalidParameter('An error occurred and the request cannot be processed.');
    }
  }
}

function findTagged(context: LambdaContext, arn = ''): StoredFunction {
  if (!arn.includes(':function:')) throw notServed('tags of anything but functions');
  const named = readFunctionName(context, arn);
  if (named.qualifier !== undefined) {
    throw invalidParameter(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  const stored = context.functions.get(named.name);
  if (stored === undefined) throw functionNotFound(functionArn(context, named));
  return stored;
}
