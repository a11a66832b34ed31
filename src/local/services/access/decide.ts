import type { Caller } from '../../protocol/caller.ts';
import { callerArn } from '../callerArn.ts';
import { defaultDocument, findByArn } from '../iam/managedPolicy.ts';
import type { StoredRole } from '../iam/role.ts';
import { evaluatePolicies } from '../policy/evaluate.ts';
import { type AccessContext, conditionKeys, type Need, tagKeys } from './need.ts';

type RoleCaller = Extract<Caller, { kind: 'role' }>;

/** Whether a role's session may do something; what forbids it is said as AWS says it. */
export type Access = 'allowed' | { readonly because: string };

/**
 * What the role's policies, its boundary and the session's own policy all allow, and what the
 * resource's policy allows the role; an explicit deny in any of them wins.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 */
export function decide(
  context: AccessContext,
  caller: RoleCaller,
  role: StoredRole,
  need: Need,
): Access {
  const { action, resource, resourcePolicy } = need;
  const own = [callerArn(context.accountId, caller), caller.roleArn];
  const keys = new Map([...callerKeys(context, caller, role), ...(need.keys ?? [])]);
  const ask = (documents: readonly string[], arns: readonly string[] = own) =>
    evaluatePolicies(documents, {
      action,
      resource,
      principal: { kind: 'aws', arns },
      context: keys,
    });

  const boundary = role.permissionsBoundary;
  const limits = [
    ['permissions boundary', boundary && ask(documentsOf(context, [boundary]))],
    ['session policy', narrowed(caller) && ask(sessionDocuments(context, caller))],
  ] as const;
  const identity = ask([...Object.values(role.inline), ...documentsOf(context, role.attached)]);
  const resourceDocuments = resourcePolicy === undefined ? [] : [resourcePolicy];
  const account = `arn:aws:iam::${context.accountId}:root`;

  const deny = (kind: string) => ({ because: `with an explicit deny in ${article(kind)} ${kind}` });
  if (identity === 'deny') return deny('identity-based policy');
  if (ask(resourceDocuments, [...own, account]) === 'deny') return deny('resource-based policy');
  const denying = limits.find(([, decision]) => decision === 'deny');
  if (denying !== undefined) return deny(denying[0]);

  const lacking = (kind: string) => ({ because: `because no ${kind} allows the ${action} action` });
  // A statement that names the account leaves it to the account's own policies.
  const allowed = identity === 'allow' || ask(resourceDocuments) === 'allow';
  if (!allowed) return lacking('identity-based policy');
  const missing = limits.find(([, decision]) => decision === 'none');
  return missing === undefined ? 'allowed' : lacking(missing[0]);
}

function narrowed({ policy, policyArns }: RoleCaller): boolean {
  return policy !== undefined || policyArns !== undefined;
}

function sessionDocuments(context: AccessContext, caller: RoleCaller): string[] {
  const { policy, policyArns = [] } = caller;
  return [...(policy === undefined ? [] : [policy]), ...documentsOf(context, policyArns)];
}

/** A policy that is gone allows nothing. */
function documentsOf(context: AccessContext, arns: readonly string[]): string[] {
  return arns
    .map((arn) => findByArn(context, arn))
    .filter((policy) => policy !== undefined)
    .map(defaultDocument);
}

function article(kind: string): string {
  return /^[aeiou]/.test(kind) ? 'an' : 'a';
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function callerKeys({ accountId, region }: AccessContext, caller: RoleCaller, role: StoredRole) {
  return conditionKeys([
    ...tagKeys(
      'aws:PrincipalTag',
      role.tags.map(({ key, value }) => [key, value]),
    ),
    // A session's tags stand before its role's.
    ...tagKeys('aws:PrincipalTag', Object.entries(caller.tags ?? {})),
    ['aws:SourceIdentity', [caller.sourceIdentity]],
    ['aws:PrincipalArn', [caller.roleArn]],
    ['aws:PrincipalAccount', [accountId]],
    ['aws:PrincipalType', ['AssumedRole']],
    ['aws:userid', [`${role.id}:${caller.session}`]],
    ['aws:RequestedRegion', [region]],
    ['aws:ResourceAccount', [accountId]],
    ['aws:SourceIp', ['127.0.0.1']],
    // AWS takes nothing else; here the loopback is as good.
    ['aws:SecureTransport', ['true']],
    ['aws:ViaAWSService', ['false']],
    ['aws:PrincipalIsAWSService', ['false']],
  ]);
}
