import type {
  ListTagsRequest,
  ListTagsResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-lambda';
import { fromEntries } from '../../protocol/decode.ts';
import { notImplemented, ServiceError } from '../../protocol/serviceError.ts';
import { parseArn } from '../arn.ts';
import { uuidOfMapping } from './eventSourceMapping.ts';
import { saveFunction } from './function.ts';
import { functionArn, readFunctionName } from './functionName.ts';
import { functionNotFound, invalidParameter } from './refusals.ts';
import type { LambdaContext } from './service.ts';

type Tags = Readonly<Record<string, string>>;

/** What has tags, and how it keeps them. */
interface Tagged {
  readonly tags: Tags;
  save(tags: Tags): Promise<unknown>;
}

export async function tagResource(
  context: LambdaContext,
  { Resource, Tags = {} }: TagResourceRequest,
): Promise<void> {
  const { tags, save } = findTagged(context, Resource);
  if (Object.keys(Tags).length === 0) {
    throw invalidParameter('An error occurred and the request cannot be processed.');
  }
  const changed = { ...tags, ...Tags };
  checkTags(changed);
  await save(changed);
}

export async function untagResource(
  context: LambdaContext,
  { Resource, TagKeys = [] }: UntagResourceRequest,
): Promise<void> {
  const { tags, save } = findTagged(context, Resource);
  await save(fromEntries(Object.entries(tags).filter(([key]) => !TagKeys.includes(key))));
}

export function listTags(context: LambdaContext, { Resource }: ListTagsRequest): ListTagsResponse {
  return { Tags: { ...findTagged(context, Resource).tags } };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html#tag-restrictions */
export function checkTags(tags: Tags): void {
  if (Object.keys(tags).length > 50) {
    throw invalidParameter('Number of tags exceeds resource tag limit.');
  }
  for (const [key, value] of Object.entries(tags)) {
    const isKey = key !== '' && key.length <= 128 && taken.test(key) && !/^aws:/i.test(key);
    if (!isKey || value.length > 256 || !taken.test(value)) {
      throw invalidParameter('An error occurred and the request cannot be processed.');
    }
  }
}

/** Of keys and of values. */
const taken = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The model has checked that it is an ARN of one of these kinds. */
function findTagged(context: LambdaContext, arn = ''): Tagged {
  const kind = parseArn(arn)?.resource.split(':')[0];
  if (kind === 'function') return findFunctionTags(context, arn);
  if (kind === 'event-source-mapping') return findMappingTags(context, arn);
  if (kind === 'capacity-provider') throw notFound(`Capacity provider not found: ${arn}`);
  throw notImplemented('tags of anything but functions and event source mappings');
}

function findFunctionTags(context: LambdaContext, arn: string): Tagged {
  const named = readFunctionName(context, arn);
  if (named.qualifier !== undefined) {
    throw invalidParameter(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  const stored = context.functions.get(named.name);
  if (stored === undefined) throw functionNotFound(functionArn(context, named));
  return { tags: stored.tags, save: (tags) => saveFunction(context, { ...stored, tags }) };
}

function findMappingTags({ eventSourceMappings }: LambdaContext, arn: string): Tagged {
  const stored = eventSourceMappings.get(uuidOfMapping(arn) ?? '');
  if (stored === undefined) throw notFound(`Event source mapping not found: ${arn}`);
  return {
    tags: stored.tags,
    save: (tags) => eventSourceMappings.put(stored.uuid, { ...stored, tags }),
  };
}

function notFound(message: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', message);
}
