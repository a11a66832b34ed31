import type {
  CreateRoleRequest,
  CreateRoleResponse,
  DeleteRoleRequest,
  GetRoleRequest,
  GetRoleResponse,
  ListRolesRequest,
  ListRolesResponse,
  UpdateAssumeRolePolicyRequest,
  UpdateRoleRequest,
} from '@aws-sdk/client-iam';
import { ServiceError } from '../../protocol/serviceError.ts';
import { pageOf } from '../page.ts';
import { readTrustPolicy } from './policyDocument.ts';
import {
  describeBoundary,
  describeRole,
  describeTags,
  findRole,
  newRoleId,
  roleKey,
  type StoredRole,
  saveRole,
} from './role.ts';
import type { IamContext } from './service.ts';
import { mergeTags } from './tags.ts';

export async function createRole(
  context: IamContext,
  input: CreateRoleRequest,
): Promise<CreateRoleResponse> {
  const { RoleName: name = '', AssumeRolePolicyDocument: trustPolicy = '' } = input;
  readTrustPolicy(trustPolicy);
  if (context.roles.get(roleKey(name)) !== undefined) {
    throw new ServiceError('EntityAlreadyExists', `Role with name ${name} already exists.`);
  }
  const role: StoredRole = {
    name,
    path: input.Path ?? '/',
    id: newRoleId(),
    created: new Date().toISOString().replace(/\.\d+/, ''),
    description: input.Description,
    trustPolicy,
    maxSessionDuration: input.MaxSessionDuration ?? 3600,
    permissionsBoundary: input.PermissionsBoundary,
    tags: mergeTags([], input.Tags ?? []),
    attached: [],
    inline: {},
  };
  await saveRole(context, role);
  const tags = role.tags.length > 0 ? { Tags: describeTags(role) } : {};
  return { Role: { ...describeRole(context, role), ...tags, ...describeBoundary(role) } };
}

export function getRole(context: IamContext, input: GetRoleRequest): GetRoleResponse {
  const role = findRole(context, input.RoleName);
  const tags = role.tags.length > 0 ? { Tags: describeTags(role) } : {};
  return {
    Role: {
      ...describeRole(context, role),
      MaxSessionDuration: role.maxSessionDuration,
      RoleLastUsed: {},
      ...tags,
      ...describeBoundary(role),
    },
  };
}

export function listRoles(context: IamContext, input: ListRolesRequest): ListRolesResponse {
  const prefix = input.PathPrefix ?? '/';
  const { items, marker } = pageOf(context.roles, {
    marker: input.Marker,
    limit: input.MaxItems ?? 100,
    keep: (role) => role.path.startsWith(prefix),
  });
  return {
    Roles: items.map((role) => ({
      ...describeRole(context, role),
      MaxSessionDuration: role.maxSessionDuration,
    })),
    IsTruncated: marker !== undefined,
    Marker: marker,
  };
}

export async function updateRole(
  context: IamContext,
  input: UpdateRoleRequest,
): Promise<Record<string, never>> {
  const role = findRole(context, input.RoleName);
  await saveRole(context, {
    ...role,
    description: input.Description ?? role.description,
    maxSessionDuration: input.MaxSessionDuration ?? role.maxSessionDuration,
  });
  return {};
}

export async function updateAssumeRolePolicy(
  context: IamContext,
  input: UpdateAssumeRolePolicyRequest,
): Promise<void> {
  const role = findRole(context, input.RoleName);
  const { PolicyDocument: trustPolicy = '' } = input;
  readTrustPolicy(trustPolicy);
  await saveRole(context, { ...role, trustPolicy });
}

export async function deleteRole(context: IamContext, input: DeleteRoleRequest): Promise<void> {
  const role = findRole(context, input.RoleName);
  if (role.attached.length > 0) {
    throw new ServiceError(
      'DeleteConflict',
      'Cannot delete entity, must detach all policies first.',
    );
  }
  if (Object.keys(role.inline).length > 0) {
    throw new ServiceError('DeleteConflict', 'Cannot delete entity, must delete policies first.');
  }
  await context.roles.delete(roleKey(role.name));
}
