import type {
  CreatePolicyVersionRequest,
  CreatePolicyVersionResponse,
  DeletePolicyVersionRequest,
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  ListPolicyVersionsRequest,
  ListPolicyVersionsResponse,
  PolicyVersion,
  SetDefaultPolicyVersionRequest,
} from '@aws-sdk/client-iam';
import type { Call, Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { callerArn } from '../callerArn.ts';
import { pageOfList } from '../page.ts';
import { encodeDocument } from './encodeDocument.ts';
import {
  findPolicy,
  type ManagedPolicy,
  policyKey,
  type StoredPolicyVersion,
} from './managedPolicy.ts';
import { checkPermissionPolicy, sizeOf } from './policyDocument.ts';
import type { IamContext } from './service.ts';
import { now } from './time.ts';

export const policyVersionOperations: Operations<IamContext> = {
  CreatePolicyVersion: createPolicyVersion,
  DeletePolicyVersion: deletePolicyVersion,
  GetPolicyVersion: getPolicyVersion,
  ListPolicyVersions: listPolicyVersions,
  SetDefaultPolicyVersion: setDefaultPolicyVersion,
};

const mostVersions = 5;
const mostCharacters = 6144;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export function checkPolicySize(document: string): void {
  if (sizeOf(document) > mostCharacters) {
    throw new ServiceError(
      'LimitExceeded',
      `Cannot exceed quota for PolicySize: ${mostCharacters}`,
    );
  }
}

/** A policy that may be changed: nobody may change those of AWS. */
export function findOwnPolicy(
  context: IamContext,
  arn: string | undefined,
  action: string,
  { caller }: Call,
): ManagedPolicy {
  const policy = findPolicy(context, arn);
  if (policy.account === context.accountId) return policy;
  throw new ServiceError(
    'AccessDenied',
    `User: ${callerArn(context.accountId, caller)} is not authorized to perform: ${action} on resource: policy ${arn}`,
    { status: 403 },
  );
}

async function createPolicyVersion(
  context: IamContext,
  input: CreatePolicyVersionRequest,
  call: Call,
): Promise<CreatePolicyVersionResponse> {
  const { PolicyDocument: document = '' } = input;
  const policy = findOwnPolicy(context, input.PolicyArn, 'iam:CreatePolicyVersion', call);
  checkPermissionPolicy(document);
  checkPolicySize(document);
  if (policy.versions.length >= mostVersions) {
    throw new ServiceError(
      'LimitExceeded',
      `A managed policy can have up to ${mostVersions} versions. Before you create a new version, you must delete an existing version.`,
    );
  }
  const published = policy.published + 1;
  const version = { id: `v${published}`, created: now(), document };
  const changed = {
    ...policy,
    published,
    defaultVersion: input.SetAsDefault ? version.id : policy.defaultVersion,
    versions: [...policy.versions, version],
  };
  await save(context, changed);
  return { PolicyVersion: describeVersion(changed, version) };
}

function getPolicyVersion(
  context: IamContext,
  { PolicyArn, VersionId }: GetPolicyVersionRequest,
): GetPolicyVersionResponse {
  const policy = findPolicy(context, PolicyArn);
  const version = findVersion(policy, PolicyArn, VersionId);
  const Document = encodeDocument(version.document);
  return { PolicyVersion: { Document, ...describeVersion(policy, version) } };
}

function listPolicyVersions(
  context: IamContext,
  input: ListPolicyVersionsRequest,
): ListPolicyVersionsResponse {
  const policy = findPolicy(context, input.PolicyArn);
  const newestFirst = policy.versions.toReversed();
  const page = pageOfList(newestFirst, { marker: input.Marker, limit: input.MaxItems ?? 100 });
  return {
    Versions: page.items.map((version) => describeVersion(policy, version)),
    IsTruncated: page.marker !== undefined,
    Marker: page.marker,
  };
}

async function setDefaultPolicyVersion(
  context: IamContext,
  { PolicyArn, VersionId }: SetDefaultPolicyVersionRequest,
  call: Call,
): Promise<void> {
  const policy = findOwnPolicy(context, PolicyArn, 'iam:SetDefaultPolicyVersion', call);
  const { id: defaultVersion } = findVersion(policy, PolicyArn, VersionId);
  await save(context, { ...policy, defaultVersion });
}

async function deletePolicyVersion(
  context: IamContext,
  { PolicyArn, VersionId }: DeletePolicyVersionRequest,
  call: Call,
): Promise<void> {
  const policy = findOwnPolicy(context, PolicyArn, 'iam:DeletePolicyVersion', call);
  const { id: gone } = findVersion(policy, PolicyArn, VersionId);
  if (gone === policy.defaultVersion) {
    throw new ServiceError('DeleteConflict', 'Cannot delete the default version of a policy.');
  }
  await save(context, { ...policy, versions: policy.versions.filter(({ id }) => id !== gone) });
}

function findVersion(
  { versions }: ManagedPolicy,
  arn: string | undefined,
  wanted: string | undefined,
): StoredPolicyVersion {
  const version = versions.find(({ id }) => id === wanted);
  if (version !== undefined) return version;
  throw new ServiceError(
    'NoSuchEntity',
    `Policy ${arn} version ${wanted} does not exist or is not attachable.`,
  );
}

function describeVersion(
  { defaultVersion }: ManagedPolicy,
  { id, created }: StoredPolicyVersion,
): PolicyVersion {
  return {
    VersionId: id,
    IsDefaultVersion: id === defaultVersion,
    CreateDate: new Date(created),
  };
}

async function save({ policies }: IamContext, policy: ManagedPolicy): Promise<void> {
  await policies.put(policyKey(policy.name), policy);
}
