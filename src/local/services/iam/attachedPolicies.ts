import type {
  AttachRolePolicyRequest,
  DetachRolePolicyRequest,
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse,
} from '@aws-sdk/client-iam';
import type { Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { parseArn } from '../arn.ts';
import { pageOfList } from '../page.ts';
import { checkPolicyArn, lookUpPolicy } from './managedPolicy.ts';
import { findRole, saveRole } from './role.ts';
import type { IamContext } from './service.ts';

/** https://docs.aws.amazon.com/general/latest/gr/iam-service.html: by default ten for each role. */
const mostAttached = 10;

export const attachedPolicyOperations: Operations<IamContext> = {
  AttachRolePolicy: attachRolePolicy,
  DetachRolePolicy: detachRolePolicy,
  ListAttachedRolePolicies: listAttachedRolePolicies,
};

/** Throws NoSuchEntity unless there is a policy of this ARN. */
export function checkAttachable(context: IamContext, arn: string): void {
  if (lookUpPolicy(context, arn) === undefined) {
    throw new ServiceError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`);
  }
}

async function attachRolePolicy(
  context: IamContext,
  { RoleName, PolicyArn = '' }: AttachRolePolicyRequest,
): Promise<void> {
  checkPolicyArn(PolicyArn);
  const role = findRole(context, RoleName);
  checkAttachable(context, PolicyArn);
  if (role.attached.includes(PolicyArn)) return;
  if (role.attached.length >= mostAttached) {
    throw new ServiceError(
      'LimitExceeded',
      `Cannot exceed quota for PoliciesPerRole: ${mostAttached}`,
    );
  }
  await saveRole(context, { ...role, attached: [...role.attached, PolicyArn] });
}

async function detachRolePolicy(
  context: IamContext,
  { RoleName, PolicyArn = '' }: DetachRolePolicyRequest,
): Promise<void> {
  checkPolicyArn(PolicyArn);
  const role = findRole(context, RoleName);
  if (!role.attached.includes(PolicyArn)) {
    throw new ServiceError('NoSuchEntity', `Policy ${PolicyArn} was not found.`);
  }
  const attached = role.attached.filter((arn) => arn !== PolicyArn);
  await saveRole(context, { ...role, attached });
}

function listAttachedRolePolicies(
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

/** `arn:aws:iam::aws:policy/service-role/Name` is `Name` at `/service-role/`. */
function splitArn(arn: string): { arn: string; path: string; name: string } {
  const place = (parseArn(arn)?.resource ?? '').replace(/^policy/, '');
  const end = place.lastIndexOf('/') + 1;
  return { arn, path: place.slice(0, end), name: place.slice(end) };
}
