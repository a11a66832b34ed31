import type { AssumeRoleRequest } from '@aws-sdk/client-sts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { defaultDocument, lookUpPolicy } from '../iam/managedPolicy.ts';
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
 * One document of all session policies: what any of them allows, the session may do, if its role may
 * too. Throws MalformedPolicyDocument.
 */
export function sessionPolicyOf(
  context: IamContext,
  { Policy, PolicyArns = [] }: Policies,
): string | undefined {
  if (Policy !== undefined) checkPermissionPolicy(Policy);
  const managed = PolicyArns.map(({ arn = '' }) => {
    const policy = lookUpPolicy(context, arn);
    if (policy !== undefined) return defaultDocument(policy);
    throw new ServiceError(
      'MalformedPolicyDocument',
      `The policy ${arn} does not exist or is not attachable.`,
    );
  });
  const documents = Policy === undefined ? managed : [Policy, ...managed];
  if (documents.length < 2) return documents[0];
  const Statement = documents.flatMap((document) => statementsOf(JSON.parse(document)));
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function statementsOf(document: unknown): unknown[] {
  const { Statement }: { Statement?: unknown } = Object(document);
  return Array.isArray(Statement) ? Statement : [Statement];
}
