import { createHash } from 'node:crypto';
import type {
  GetPolicyRequest,
  GetPolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
  Policy,
} from '@aws-sdk/client-iam';
import { ServiceError } from '../../protocol/serviceError.ts';
import { pageOfList } from '../page.ts';
import {
  findManagedPolicy,
  type ManagedPolicy,
  managedPolicies,
  managedPolicyArn,
} from './managedPolicies.ts';
import type { IamContext } from './service.ts';

export function listPolicies(
  context: IamContext,
  input: ListPoliciesRequest,
): ListPoliciesResponse {
  const prefix = input.PathPrefix ?? '/';
  const policies = managedPolicies
    .filter(({ path }) => input.Scope !== 'Local' && path.startsWith(prefix))
    .map((policy) => describe(context, policy))
    .filter(({ AttachmentCount }) => !input.OnlyAttached || AttachmentCount !== 0);
  const page = pageOfList(policies, { marker: input.Marker, limit: input.MaxItems ?? 100 });
  return { Policies: page.items, IsTruncated: page.marker !== undefined, Marker: page.marker };
}

/** Unlike the list, it tells the description, and the tags, of which AWS' policies have none. */
export function getPolicy(
  context: IamContext,
  { PolicyArn = '' }: GetPolicyRequest,
): GetPolicyResponse {
  const policy = findManagedPolicy(PolicyArn);
  if (policy === undefined) {
    throw new ServiceError('NoSuchEntity', `Policy ${PolicyArn} was not found.`);
  }
  return { Policy: { ...describe(context, policy), Description: policy.description, Tags: [] } };
}

function describe({ roles }: IamContext, policy: ManagedPolicy): Policy {
  const arn = managedPolicyArn(policy);
  const attachments = [...roles.values()].filter(({ attached }) => attached.includes(arn)).length;
  return {
    PolicyName: policy.name,
    PolicyId: policyId(arn),
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: new Date(policy.created),
    UpdateDate: new Date(policy.updated),
  };
}

/** Of the right form and always the same; AWS' own ids say nothing to anybody. */
function policyId(arn: string): string {
  return `ANPA${createHash('sha256').update(arn).digest('hex').toUpperCase().slice(0, 17)}`;
}
