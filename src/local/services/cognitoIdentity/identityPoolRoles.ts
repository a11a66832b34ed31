import type {
  GetIdentityPoolRolesInput,
  GetIdentityPoolRolesResponse,
  SetIdentityPoolRolesInput,
} from '@aws-sdk/client-cognito-identity';
import type { Operations } from '../../protocol/service.ts';
import { findIdentityPool } from './identityPool.ts';
import type { CognitoIdentityContext } from './service.ts';

export const identityPoolRoleOperations: Operations<CognitoIdentityContext> = {
  GetIdentityPoolRoles: getIdentityPoolRoles,
  SetIdentityPoolRoles: setIdentityPoolRoles,
};

async function setIdentityPoolRoles(
  context: CognitoIdentityContext,
  { IdentityPoolId, Roles = {}, RoleMappings }: SetIdentityPoolRolesInput,
): Promise<void> {
  const { pool } = findIdentityPool(context, IdentityPoolId);
  const stored = { pool, roles: Roles, roleMappings: RoleMappings };
  await context.identityPools.put(pool.IdentityPoolId, stored);
}

function getIdentityPoolRoles(
  context: CognitoIdentityContext,
  { IdentityPoolId }: GetIdentityPoolRolesInput,
): GetIdentityPoolRolesResponse {
  const { roles, roleMappings } = findIdentityPool(context, IdentityPoolId);
  return { IdentityPoolId, Roles: { ...roles }, RoleMappings: roleMappings && { ...roleMappings } };
}
