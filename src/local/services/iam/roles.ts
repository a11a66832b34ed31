import type {
  CreateRoleRequest,
  CreateRoleResponse,
  DeleteRoleRequest,
  GetRoleRequest,
  GetRoleResponse,
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
  ListRolesRequest,
  ListRolesResponse,
  RoleLastUsed,
  UpdateAssumeRolePolicyRequest,
  UpdateRoleDescriptionRequest,
  UpdateRoleDescriptionResponse,
  UpdateRoleRequest,
} from '@aws-sdk/client-iam';
import type { Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { pageOf } from '../page.ts';
import { checkAttachable } from './attachedPolicies.ts';
import {
  describeBoundary,
  describeRole,
  findRole,
  roleKey,
  type StoredRole,
  saveRole,
} from './role.ts';
import type { IamContext } from './service.ts';
import { describeTags, mergeTags } from './tags.ts';
import { now } from './time.ts';
import { checkTrustPolicy } from './trust.ts';
import { newId } from './uniqueId.ts';

export const roleOperations: Operations<IamContext> = {
  CreateRole: createRole,
  DeleteRole: deleteRole,
  GetRole: getRole,
  ListInstanceProfilesForRole: listInstanceProfilesForRole,
  ListRoles: listRoles,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  UpdateRole: updateRole,
  UpdateRoleDescription: updateRoleDescription,
};

async function createRole(
  context: IamContext,
  input: CreateRoleRequest,
): Promise<CreateRoleResponse> {
  const { RoleName: name = '', AssumeRolePolicyDocument: trustPolicy = '' } = input;
  if (input.Path?.startsWith('/aws-service-role/')) {
    throw new ServiceError(
      'InvalidInput',
      "Path prefix '/aws-service-role/' can only be used for AWS Service linked Roles",
    );
  }
  checkTrustPolicy(context, trustPolicy);
  if (input.PermissionsBoundary !== undefined) checkAttachable(context, input.PermissionsBoundary);
  if (context.roles.get(roleKey(name)) !== undefined) {
    throw new ServiceError('EntityAlreadyExists', `Role with name ${name} already exists.`);
  }
  const role: StoredRole = {
    name,
    path: input.Path ?? '/',
    id: newId('AROA'),
    created: now(),
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

function getRole(context: IamContext, input: GetRoleRequest): GetRoleResponse {
  const role = findRole(context, input.RoleName);
  const tags = role.tags.length > 0 ? { Tags: describeTags(role) } : {};
  return {
    Role: {
      ...describeRole(context, role),
      MaxSessionDuration: role.maxSessionDuration,
      RoleLastUsed: describeLastUse(role),
      ...tags,
      ...describeBoundary(role),
    },
  };
}

function listRoles(context: IamContext, input: ListRolesRequest): ListRolesResponse {
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

async function updateRole(
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

async function updateRoleDescription(
  context: IamContext,
  { RoleName, Description }: UpdateRoleDescriptionRequest,
): Promise<UpdateRoleDescriptionResponse> {
  const role = { ...findRole(context, RoleName), description: Description };
  await saveRole(context, role);
  return {
    Role: { ...describeRole(context, role), MaxSessionDuration: role.maxSessionDuration },
  };
}

async function updateAssumeRolePolicy(
  context: IamContext,
  input: UpdateAssumeRolePolicyRequest,
): Promise<void> {
  const role = findRole(context, input.RoleName);
  const { PolicyDocument: trustPolicy = '' } = input;
  checkTrustPolicy(context, trustPolicy);
  await saveRole(context, { ...role, trustPolicy });
}

async function deleteRole(context: IamContext, input: DeleteRoleRequest): Promise<void> {
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

/** There is no EC2 here that could have instance profiles. */
function listInstanceProfilesForRole(
  context: IamContext,
  { RoleName }: ListInstanceProfilesForRoleRequest,
): ListInstanceProfilesForRoleResponse {
  findRole(context, RoleName);
  return { InstanceProfiles: [], IsTruncated: false };
}

function describeLastUse({ lastUsed }: StoredRole): RoleLastUsed {
  if (lastUsed === undefined) return {};
  return { LastUsedDate: new Date(lastUsed.date), Region: lastUsed.region };
}
