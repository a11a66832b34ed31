import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { fromEntries } from '../../protocol/decode.ts';
import type { Operations } from '../../protocol/service.ts';
import { findGroup } from './group.ts';
import type { LogsContext } from './service.ts';

export const tagOperations: Operations<LogsContext> = {
  ListTagsForResource: listTagsForResource,
  TagResource: tagResource,
  UntagResource: untagResource,
};

function listTagsForResource(
  context: LogsContext,
  { resourceArn }: ListTagsForResourceRequest,
): ListTagsForResourceResponse {
  return { tags: fromEntries(findGroup(context, { logGroupIdentifier: resourceArn }).tags) };
}

async function tagResource(
  context: LogsContext,
  { resourceArn, tags = {} }: TagResourceRequest,
): Promise<void> {
  const group = findGroup(context, { logGroupIdentifier: resourceArn });
  const all = new Map([...group.tags, ...Object.entries(tags)]);
  await context.store.putGroup({ ...group, tags: [...all] });
}

async function untagResource(
  context: LogsContext,
  { resourceArn, tagKeys = [] }: UntagResourceRequest,
): Promise<void> {
  const group = findGroup(context, { logGroupIdentifier: resourceArn });
  const tags = group.tags.filter(([key]) => !tagKeys.includes(key));
  await context.store.putGroup({ ...group, tags });
}
