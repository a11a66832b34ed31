import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import type { Caller } from '../../protocol/caller.ts';
import { fromEntries } from '../../protocol/decode.ts';
import type { Call } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { callerArn } from '../callerArn.ts';
import { evaluatePolicies } from '../policy/evaluate.ts';
import { assumedRoleUser, lookUpRole, sessionSeconds } from './assumedRole.ts';
import { describeCredentials } from './describeCredentials.ts';
import type { StsContext } from './service.ts';
import { packedPolicySize, sessionPoliciesOf } from './sessionPolicy.ts';

/**
 * AWS refuses its root users here; the local account has no other key, which stands for a person who
 * may assume whatever trusts the account.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRole(
  context: StsContext,
  input: AssumeRoleRequest,
  { caller }: Call,
): AssumeRoleResponse {
  const { RoleArn = '', RoleSessionName = '', SourceIdentity, Tags = [] } = input;
  const packed = packedPolicySize(input);
  const policies = sessionPoliciesOf(context, input);
  const mfa = secondFactor(input) || (caller.kind === 'root' && caller.mfa === true);
  const tags = fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value] as const));
  const role = lookUpRole(context, RoleArn);
  const conditions = conditionsOf(context, input, { caller, mfa, tags });
  const principal = { kind: 'aws', arns: namesOf(context, caller) } as const;
  for (const action of actionsOf(input)) {
    const request = { action, resource: RoleArn, principal, context: conditions };
    if (role === undefined || evaluatePolicies([role.trustPolicy], request) !== 'allow') {
      throw new ServiceError(
        'AccessDenied',
        `User: ${callerArn(context.accountId, caller)} is not authorized to perform: ${action} on resource: ${RoleArn}`,
        { status: 403 },
      );
    }
  }
  if (role === undefined) throw new Error('A role that does not exist was assumed.');
  const seconds = sessionSeconds(role, input.DurationSeconds, caller);
  const session = {
    roleArn: RoleArn,
    session: RoleSessionName,
    ...policies,
    sourceIdentity: SourceIdentity,
    ...(Tags.length > 0 ? { tags } : {}),
  };
  return {
    Credentials: describeCredentials(context.issueSession({ seconds, role: session })),
    AssumedRoleUser: assumedRoleUser(context, role, RoleSessionName),
    PackedPolicySize: packed,
    SourceIdentity,
  };
}

/** Tags and a source identity need to be allowed by the trust policy too. */
function actionsOf({ Tags, SourceIdentity }: AssumeRoleRequest): string[] {
  return [
    'sts:AssumeRole',
    ...(Tags?.length ? ['sts:TagSession'] : []),
    ...(SourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
}

/** Any code of six digits is taken, which the model's constraints have seen to. */
function secondFactor({ SerialNumber, TokenCode }: AssumeRoleRequest): boolean {
  if (SerialNumber === undefined && TokenCode === undefined) return false;
  if (SerialNumber !== undefined && TokenCode !== undefined) return true;
  throw new ServiceError(
    'AccessDenied',
    'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    { status: 403 },
  );
}

/** All that a trust policy may call the caller. */
function namesOf({ accountId }: StsContext, caller: Caller): string[] {
  const account = [`arn:aws:iam::${accountId}:root`, accountId];
  return caller.kind === 'role'
    ? [callerArn(accountId, caller), caller.roleArn, ...account]
    : account;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
function conditionsOf(
  { accountId }: StsContext,
  { RoleSessionName = '', ExternalId, SourceIdentity, TransitiveTagKeys }: AssumeRoleRequest,
  { caller, mfa, tags }: { caller: Caller; mfa: boolean; tags: Readonly<Record<string, string>> },
): ReadonlyMap<string, readonly string[]> {
  const conditions = new Map<string, readonly string[]>([
    ['sts:rolesessionname', [RoleSessionName]],
    ['aws:principalaccount', [accountId]],
    [
      'aws:principalarn',
      [caller.kind === 'role' ? caller.roleArn : `arn:aws:iam::${accountId}:root`],
    ],
    ['aws:principaltype', [caller.kind === 'role' ? 'AssumedRole' : 'Account']],
    ['aws:sourceip', ['127.0.0.1']],
  ]);
  if (ExternalId !== undefined) conditions.set('sts:externalid', [ExternalId]);
  if (SourceIdentity !== undefined) conditions.set('sts:sourceidentity', [SourceIdentity]);
  if (TransitiveTagKeys !== undefined) conditions.set('sts:transitivetagkeys', TransitiveTagKeys);
  if (mfa) {
    conditions.set('aws:multifactorauthpresent', ['true']);
    conditions.set('aws:multifactorauthage', ['0']);
  }
  if (Object.keys(tags).length > 0) conditions.set('aws:tagkeys', Object.keys(tags));
  for (const [key, value] of Object.entries(tags)) {
    conditions.set(`aws:requesttag/${key.toLowerCase()}`, [value]);
  }
  for (const [key, value] of Object.entries(caller.kind === 'role' ? (caller.tags ?? {}) : {})) {
    conditions.set(`aws:principaltag/${key.toLowerCase()}`, [value]);
  }
  return conditions;
}
