import type {
  DeleteRolePolicyRequest,
  GetRolePolicyRequest,
  GetRolePolicyResponse,
  ListRolePoliciesRequest,
  ListRolePoliciesResponse,
  PutRolePolicyRequest,
} from '@aws-sdk/client-iam';
import { fromEntries } from '../../protocol/decode.ts';
import type { Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { pageOfList } from '../page.ts';
import { encodeDocument } from './encodeDocument.ts';
import { checkPermissionPolicy, sizeOf } from './policyDocument.ts';
import { findRole, saveRole } from './role.ts';
import type { IamContext } from './service.ts';

/** Characters of all inline policies of a role, white space not counted. */
const mostCharacters = 10_240;

export const inlinePolicyOperations: Operations<IamContext> = {
  DeleteRolePolicy: deleteRolePolicy,
  GetRolePolicy: getRolePolicy,
  ListRolePolicies: listRolePolicies,
  PutRolePolicy: putRolePolicy,
};

async function putRolePolicy(
  context: IamContext,
  { RoleName, PolicyName = '', PolicyDocument = '' }: PutRolePolicyRequest,
): Promise<void> {
  const role = findRole(context, RoleName);
  checkPermissionPolicy(PolicyDocument);
  const others = Object.entries(role.inline).filter(([name]) => name !== PolicyName);
  const inline = fromEntries<string>([...others, [PolicyName, PolicyDocument]]);
  const size = sizeOf(Object.values(inline).join(''));
  if (size > mostCharacters) {
    throw new ServiceError(
      'LimitExceeded',
      `Maximum policy size of ${mostCharacters} bytes exceeded for role ${role.name}`,
    );
  }
  await saveRole(context, { ...role, inline });
}

function getRolePolicy(
  context: IamContext,
  { RoleName, PolicyName = '' }: GetRolePolicyRequest,
): GetRolePolicyResponse {
  const role = findRole(context, RoleName);
  const document = new Map(Object.entries(role.inline)).get(PolicyName);
  if (document === undefined) throw noSuchPolicy(PolicyName);
  return { RoleName: role.name, PolicyName, PolicyDocument: encodeDocument(document) };
}

function listRolePolicies(
  context: IamContext,
  input: ListRolePoliciesRequest,
): ListRolePoliciesResponse {
  const names = Object.keys(findRole(context, input.RoleName).inline).sort();
  const page = pageOfList(names, { marker: input.Marker, limit: input.MaxItems ?? 100 });
  return { PolicyNames: page.items, IsTruncated: page.marker !== undefined, Marker: page.marker };
}

async function deleteRolePolicy(
  context: IamContext,
  { RoleName, PolicyName = '' }: DeleteRolePolicyRequest,
): Promise<void> {
  const role = findRole(context, RoleName);
  if (!Object.hasOwn(role.inline, PolicyName)) throw noSuchPolicy(PolicyName);
  const kept = Object.entries(role.inline).filter(([name]) => name !== PolicyName);
  await saveRole(context, { ...role, inline: fromEntries(kept) });
}

function noSuchPolicy(name: string): ServiceError {
  return new ServiceError('NoSuchEntity', `The role policy with name ${name} cannot be found.`);
}
