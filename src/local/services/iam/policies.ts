import type {
  CreatePolicyRequest,
  CreatePolicyResponse,
  DeletePolicyRequest,
  GetPolicyRequest,
  GetPolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
} from '@aws-sdk/client-iam';
import type { Call, Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { pageOfList } from '../page.ts';
import { managedPolicies } from './managedPolicies.ts';
import {
  countUses,
  describePolicy,
  findPolicy,
  type ManagedPolicy,
  policyKey,
} from './managedPolicy.ts';
import { checkPermissionPolicy } from './policyDocument.ts';
import { checkPolicySize, findOwnPolicy } from './policyVersions.ts';
import type { IamContext } from './service.ts';
import { describeTags, mergeTags } from './tags.ts';
import { now } from './time.ts';
import { newId } from './uniqueId.ts';

export const policyOperations: Operations<IamContext> = {
  CreatePolicy: createPolicy,
  DeletePolicy: deletePolicy,
  GetPolicy: getPolicy,
  ListPolicies: listPolicies,
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
async function createPolicy(
  context: IamContext,
  input: CreatePolicyRequest,
): Promise<CreatePolicyResponse> {
  const { PolicyName: name = '', PolicyDocument: document = '' } = input;
  checkPermissionPolicy(document);
  checkPolicySize(document);
  if (context.policies.get(policyKey(name)) !== undefined) {
    throw new ServiceError(
      'EntityAlreadyExists',
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
    );
  }
  const created = now();
  const policy: ManagedPolicy = {
    account: context.accountId,
    name,
    path: input.Path ?? '/',
    id: newId('ANPA'),
    description: input.Description,
    created,
    tags: mergeTags([], input.Tags ?? []),
    defaultVersion: 'v1',
    published: 1,
    versions: [{ id: 'v1', created, document }],
  };
  await context.policies.put(policyKey(name), policy);
  const tags = policy.tags.length > 0 ? { Tags: describeTags(policy) } : {};
  return { Policy: { ...describePolicy(policy, countUses(context)), ...tags } };
}

/** Unlike the list, it tells the description and the tags. */
function getPolicy(context: IamContext, { PolicyArn }: GetPolicyRequest): GetPolicyResponse {
  const policy = findPolicy(context, PolicyArn);
  const description = policy.description === undefined ? {} : { Description: policy.description };
  return {
    Policy: {
      ...describePolicy(policy, countUses(context)),
      ...description,
      Tags: describeTags(policy),
    },
  };
}

function listPolicies(context: IamContext, input: ListPoliciesRequest): ListPoliciesResponse {
  const prefix = input.PathPrefix ?? '/';
  const uses = countUses(context);
  const own = input.Scope === 'AWS' ? [] : context.policies.values();
  const policies = [...own, ...(input.Scope === 'Local' ? [] : managedPolicies)]
    .filter(({ path }) => path.startsWith(prefix))
    .map((policy) => describePolicy(policy, uses))
    .filter(({ AttachmentCount = 0, PermissionsBoundaryUsageCount = 0 }) => {
      if (input.OnlyAttached && AttachmentCount === 0) return false;
      if (input.PolicyUsageFilter === 'PermissionsPolicy') return AttachmentCount > 0;
      if (input.PolicyUsageFilter === undefined) return true;
      return PermissionsBoundaryUsageCount > 0;
    });
  const page = pageOfList(policies, { marker: input.Marker, limit: input.MaxItems ?? 100 });
  return { Policies: page.items, IsTruncated: page.marker !== undefined, Marker: page.marker };
}

async function deletePolicy(
  context: IamContext,
  { PolicyArn }: DeletePolicyRequest,
  call: Call,
): Promise<void> {
  const policy = findOwnPolicy(context, PolicyArn, 'iam:DeletePolicy', call);
  const { AttachmentCount, PermissionsBoundaryUsageCount } = describePolicy(
    policy,
    countUses(context),
  );
  if (AttachmentCount || PermissionsBoundaryUsageCount) {
    throw new ServiceError('DeleteConflict', 'Cannot delete a policy attached to entities.');
  }
  if (policy.versions.length > 1) {
    throw new ServiceError(
      'DeleteConflict',
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  }
  await context.policies.delete(policyKey(policy.name));
}
