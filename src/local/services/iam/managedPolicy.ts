import type { Policy } from '@aws-sdk/client-iam';
import { ServiceError } from '../../protocol/serviceError.ts';
import { hasMembers } from '../../store/hasMembers.ts';
import { parseArn } from '../arn.ts';
import { managedPolicies } from './managedPolicies.ts';
import type { IamContext } from './service.ts';

/** A managed policy, AWS' or a customer's. */
export interface ManagedPolicy {
  /** `aws` for AWS' own. */
  readonly account: string;
  readonly name: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  readonly id: string;
  readonly description?: string | undefined;
  /** ISO 8601. */
  readonly created: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** `v2` */
  readonly defaultVersion: string;
  /** How many versions there ever were: a number is not given twice. */
  readonly published: number;
  /** In the order of their making. */
  readonly versions: readonly StoredPolicyVersion[];
}

export interface StoredPolicyVersion {
  readonly id: string;
  /** ISO 8601. */
  readonly created: string;
  readonly document: string;
}

/** Throws on what is no policy. */
export function checkPolicy(value: unknown): ManagedPolicy {
  const whole =
    hasMembers<ManagedPolicy>(value, {
      account: 'string',
      name: 'string',
      path: 'string',
      id: 'string',
      created: 'string',
      published: 'number',
      tags: 'list',
      versions: 'list',
    }) &&
    value.versions.every((version) => typeof Object(version).document === 'string') &&
    value.versions.some(({ id }) => id === value.defaultVersion);
  if (!whole) throw new Error('it is no policy');
  return value;
}

/** Names are unique without regard to case, whatever the path. */
export function policyKey(name: string): string {
  return name.toLowerCase();
}

function policyArn({ account, path, name }: ManagedPolicy): string {
  return `arn:aws:iam::${account}:policy${path}${name}`;
}

/** Undefined for an ARN of no policy; throws on what is no ARN of a policy. */
export function lookUpPolicy(context: PolicyContext, arn: string): ManagedPolicy | undefined {
  checkPolicyArn(arn);
  return findByArn(context, arn);
}

export function findByArn({ policies }: PolicyContext, arn: string): ManagedPolicy | undefined {
  const customers = policies.get(policyKey(arn.slice(arn.lastIndexOf('/') + 1)));
  return [customers, ...managedPolicies].find((policy) => policy && policyArn(policy) === arn);
}

type PolicyContext = Pick<IamContext, 'policies'>;

/** Throws NoSuchEntity. */
export function findPolicy(context: IamContext, arn = ''): ManagedPolicy {
  const policy = lookUpPolicy(context, arn);
  if (policy === undefined) throw new ServiceError('NoSuchEntity', `Policy ${arn} was not found.`);
  return policy;
}

/** Throws on what is no ARN of a policy. */
export function checkPolicyArn(arn: string): void {
  const parsed = parseArn(arn);
  if (parsed === undefined) {
    throw new ServiceError('ValidationError', 'Invalid ARN:  Could not be parsed!', {
      status: 400,
    });
  }
  const { service, accountId, resource } = parsed;
  if (service !== 'iam' || !/^(\d{12}|aws)$/.test(accountId) || !resource.startsWith('policy/')) {
    throw new ServiceError('InvalidInput', `ARN ${arn} is not valid.`);
  }
}

/** The document that holds; a policy always has one. */
export function defaultDocument({ versions, defaultVersion }: ManagedPolicy): string {
  return versions.find(({ id }) => id === defaultVersion)?.document ?? '';
}

/** How many roles use each policy, by its ARN. */
export interface PolicyUses {
  readonly attached: ReadonlyMap<string, number>;
  readonly boundaries: ReadonlyMap<string, number>;
}

export function countUses({ roles }: IamContext): PolicyUses {
  const attached = new Map<string, number>();
  const boundaries = new Map<string, number>();
  const count = (uses: Map<string, number>, arn: string) => uses.set(arn, (uses.get(arn) ?? 0) + 1);
  for (const role of roles.values()) {
    for (const arn of role.attached) count(attached, arn);
    if (role.permissionsBoundary !== undefined) count(boundaries, role.permissionsBoundary);
  }
  return { attached, boundaries };
}

/** What every answer says of a policy; some say more. */
export function describePolicy(policy: ManagedPolicy, uses: PolicyUses): Policy {
  const arn = policyArn(policy);
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: arn,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: uses.attached.get(arn) ?? 0,
    PermissionsBoundaryUsageCount: uses.boundaries.get(arn) ?? 0,
    IsAttachable: true,
    CreateDate: new Date(policy.created),
    UpdateDate: new Date(policy.versions.at(-1)?.created ?? policy.created),
  };
}
