import type {
  ListPolicyTagsRequest,
  ListPolicyTagsResponse,
  ListRoleTagsRequest,
  ListRoleTagsResponse,
  Tag,
  TagPolicyRequest,
  TagRoleRequest,
  UntagPolicyRequest,
  UntagRoleRequest,
} from '@aws-sdk/client-iam';
import type { Call, Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { pageOfList } from '../page.ts';
import { findPolicy, policyKey } from './managedPolicy.ts';
import { findOwnPolicy } from './policyVersions.ts';
import { findRole, type StoredRole, saveRole } from './role.ts';
import type { IamContext } from './service.ts';

type Tags = StoredRole['tags'];

export const tagOperations: Operations<IamContext> = {
  ListPolicyTags: listPolicyTags,
  ListRoleTags: listRoleTags,
  TagPolicy: tagPolicy,
  TagRole: tagRole,
  UntagPolicy: untagPolicy,
  UntagRole: untagRole,
};

async function tagRole(context: IamContext, input: TagRoleRequest): Promise<void> {
  const role = findRole(context, input.RoleName);
  await saveRole(context, { ...role, tags: mergeTags(role.tags, input.Tags ?? []) });
}

async function untagRole(context: IamContext, input: UntagRoleRequest): Promise<void> {
  const role = findRole(context, input.RoleName);
  await saveRole(context, { ...role, tags: without(role.tags, input.TagKeys) });
}

function listRoleTags(context: IamContext, input: ListRoleTagsRequest): ListRoleTagsResponse {
  return listTags(findRole(context, input.RoleName), input);
}

async function tagPolicy(context: IamContext, input: TagPolicyRequest, call: Call): Promise<void> {
  const policy = findOwnPolicy(context, input.PolicyArn, 'iam:TagPolicy', call);
  const tags = mergeTags(policy.tags, input.Tags ?? []);
  await context.policies.put(policyKey(policy.name), { ...policy, tags });
}

async function untagPolicy(
  context: IamContext,
  input: UntagPolicyRequest,
  call: Call,
): Promise<void> {
  const policy = findOwnPolicy(context, input.PolicyArn, 'iam:UntagPolicy', call);
  const tags = without(policy.tags, input.TagKeys);
  await context.policies.put(policyKey(policy.name), { ...policy, tags });
}

function listPolicyTags(context: IamContext, input: ListPolicyTagsRequest): ListPolicyTagsResponse {
  return listTags(findPolicy(context, input.PolicyArn), input);
}

export function describeTags({ tags }: { readonly tags: Tags }): Tag[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
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
  if (keys.some((key) => key.startsWith('aws:'))) {
    throw new ServiceError(
      'InvalidInput',
      'aws: prefixed tag key names are not allowed for external use.',
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

function without(tags: Tags, keys: readonly string[] | undefined): Tags {
  const gone = new Set(keys?.map((key) => key.toLowerCase()));
  return tags.filter(({ key }) => !gone.has(key.toLowerCase()));
}

function listTags(
  tagged: { readonly tags: Tags },
  { Marker, MaxItems }: { Marker?: string | undefined; MaxItems?: number | undefined },
): ListRoleTagsResponse {
  const page = pageOfList(describeTags(tagged), { marker: Marker, limit: MaxItems ?? 100 });
  return { Tags: page.items, IsTruncated: page.marker !== undefined, Marker: page.marker };
}
