import type { AssumeRoleRequest } from '@aws-sdk/client-sts';
import type { RoleSession } from '../../protocol/credentials.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { lookUpPolicy } from '../iam/managedPolicy.ts';
import { checkPermissionPolicy } from '../iam/policyDocument.ts';
import type { IamContext } from '../iam/service.ts';

type Policies = Pick<AssumeRoleRequest, 'Policy' | 'PolicyArns' | 'Tags'>;

const mostCharacters = 2048;

/**
 * AWS packs session policies and tags in a way that it does not tell; their characters are counted
 * here. A percentage; undefined when there are none. Throws PackedPolicyTooLarge.
 */
export function packedPolicySize({ Policy = '', PolicyArns = [], Tags = [] }: Policies) {
  const parts = [
    Policy,
    ...PolicyArns.map(({ arn = '' }) => arn),
    ...Tags.map(({ Key = '', Value = '' }) => Key + Value),
  ];
  const length = parts.join('').length;
  if (length === 0) return undefined;
  const percent = Math.ceil((length / mostCharacters) * 100);
  if (percent > 100) {
    throw new ServiceError(
      'PackedPolicyTooLarge',
      `Packed size of session policies and session tags consumes ${percent}% of allotted space.`,
    );
  }
  return percent;
}

/**
 * What narrows a session. Managed policies are named, not copied: a token is no place for long
 * documents. Throws MalformedPolicyDocument.
 */
export function sessionPoliciesOf(
  context: IamContext,
  { Policy, PolicyArns = [] }: Policies,
): Pick<RoleSession, 'policy' | 'policyArns'> {
  if (Policy !== undefined) checkPermissionPolicy(Policy);
  const policyArns = PolicyArns.map(({ arn = '' }) => arn);
  for (const arn of policyArns) {
    if (lookUpPolicy(context, arn) !== undefined) continue;
    throw new ServiceError(
      'MalformedPolicyDocument',
      `The policy ${arn} does not exist or is not attachable.`,
    );
  }
  return { policy: Policy, policyArns: policyArns.length > 0 ? policyArns : undefined };
}
