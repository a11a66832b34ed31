import type {
  ListRoleTagsRequest,
  ListRoleTagsResponse,
  Tag,
  TagRoleRequest,
  UntagRoleRequest,
} from '@aws-sdk/client-iam';
import { ServiceError } from '../../protocol/serviceError.ts';
import { pageOfList } from '../page.ts';
import { describeTags, findRole, type StoredRole, saveRole } from './role.ts';
import type { IamContext } from './service.ts';

type Tags = StoredRole['tags'];

export async function tagRole(context: IamContext, input: TagRoleRequest): Promise<void> {
  const role = findRole(context, input.RoleName);
  await saveRole(context, { ...role, tags: mergeTags(role.tags, input.Tags ?? []) });
}

export async function untagRole(context: IamContext, input: UntagRoleRequest): Promise<void> {
  const role = findRole(context, input.RoleName);
  const gone = new Set(input.TagKeys?.map((key) => key.toLowerCase()));
  const tags = role.tags.filter(({ key }) => !gone.has(key.toLowerCase()));
  await saveRole(context, { ...role, tags });
}

export function listRoleTags(
  context: IamContext,
  input: ListRoleTagsRequest,
): ListRoleTagsResponse {
  const tags = describeTags(findRole(context, input.RoleName));
  const page = pageOfList(tags, { marker: input.Marker, limit: input.MaxItems ?? 100 });
  return { Tags: page.items, IsTruncated: page.marker !== undefined, Marker: page.marker };
}

/** Keys are the same without regard to case; fifty at most. */
export function mergeTags(present: Tags, added: readonly Tag[]): Tags {
  const keys = added.map(({ Key = '' }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length) {
    throw new ServiceError(
      'InvalidInput',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  const kept = present.filter(({ key }) => !keys.includes(key.toLowerCase()));
  const tags = [...kept, ...added.map(({ Key = '', Value = '' }) => ({ key: Key, value: Value }))];
  if (tags.length > 50) {
    throw new ServiceError(
      'LimitExceeded',
      'The number of tags has exceeded the limit for this resource.',
    );
  }
  return tags;
}
