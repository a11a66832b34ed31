import type {
  DeleteRolePermissionsBoundaryRequest,
  PutRolePermissionsBoundaryRequest,
} from '@aws-sdk/client-iam';
import type { Operations } from '../../protocol/service.ts';
import { checkAttachable } from './attachedPolicies.ts';
import { findRole, saveRole } from './role.ts';
import type { IamContext } from './service.ts';

export const permissionsBoundaryOperations: Operations<IamContext> = {
  DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
  PutRolePermissionsBoundary: putRolePermissionsBoundary,
};

async function putRolePermissionsBoundary(
  context: IamContext,
  { RoleName, PermissionsBoundary = '' }: PutRolePermissionsBoundaryRequest,
): Promise<void> {
  checkAttachable(context, PermissionsBoundary);
  const role = findRole(context, RoleName);
  await saveRole(context, { ...role, permissionsBoundary: PermissionsBoundary });
}

async function deleteRolePermissionsBoundary(
  context: IamContext,
  { RoleName }: DeleteRolePermissionsBoundaryRequest,
): Promise<void> {
  const { permissionsBoundary: _, ...role } = findRole(context, RoleName);
  await saveRole(context, role);
}
