import type {
  AttachRolePolicyRequest,
  DetachRolePolicyRequest,
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse,
} from '@aws-sdk/client-iam';
import { ServiceError } from '../../protocol/serviceError.ts';
import { parseArn } from '../arn.ts';
import { pageOfList } from '../page.ts';
import { findManagedPolicy } from './managedPolicies.ts';
import { findRole, saveRole } from './role.ts';
import type { IamContext } from './service.ts';

/** https://docs.aws.amazon.com/general/latest/gr/iam-service.html: by default ten for each role. */
const mostAttached = 10;

export async function attachRolePolicy(
  context: IamContext,
  { RoleName, PolicyArn = '' }: AttachRolePolicyRequest,
): Promise<void> {
  checkArn(PolicyArn);
  const role = findRole(context, RoleName);
  if (findManagedPolicy(PolicyArn) === undefined) {
    throw new ServiceError(
      'NoSuchEntity',
      `Policy ${PolicyArn} does not exist or is not attachable.`,
    );
  }
  if (role.attached.includes(PolicyArn)) return;
  if (role.attached.length >= mostAttached) {
    throw new ServiceError(
      'LimitExceeded',
      `Cannot exceed quota for PoliciesPerRole: ${mostAttached}`,
    );
  }
  await saveRole(context, { ...role, attached: [...role.attached, PolicyArn] });
}

export async function detachRolePolicy(
  context: IamContext,
  { RoleName, PolicyArn = '' }: DetachRolePolicyRequest,
): Promise<void> {
  checkArn(PolicyArn);
  const role = findRole(context, RoleName);
  if (!role.attached.includes(PolicyArn)) {
    throw new ServiceError('NoSuchEntity', `Policy ${PolicyArn} was not found.`);
  }
  const attached = role.attached.filter((arn) => arn !== PolicyArn);
  await saveRole(context, { ...role, attached });
}

export function listAttachedRolePolicies(
  context: IamContext,
  input: ListAttachedRolePoliciesRequest,
): ListAttachedRolePoliciesResponse {
  const attached = findRole(context, input.RoleName).attached.map(splitArn);
  const prefix = input.PathPrefix ?? '/';
  const page = pageOfList(
    attached.filter(({ path }) => path.startsWith(prefix)),
    { marker: input.Marker, limit: input.MaxItems ?? 100 },
  );
  return {
    AttachedPolicies: page.items.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })),
    IsTruncated: page.marker !== undefined,
    Marker: page.marker,
  };
}

function checkArn(arn: string): void {
  if (parseArn(arn) === undefined) {
    throw new ServiceError('ValidationError', 'Invalid ARN:  Could not be parsed!', {
      status: 400,
    });
  }
}

/** `arn:aws:iam::aws:policy/service-role/Name` is `Name` at `/service-role/`. */
function splitArn(arn: string): { arn: string; path: string; name: string } {
  const place = (parseArn(arn)?.resource ?? '').replace(/^policy/, '');
  const end = place.lastIndexOf('/') + 1;
  return { arn, path: place.slice(0, end), name: place.slice(end) };
}
