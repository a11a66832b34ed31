import type {
  ListEntitiesForPolicyRequest,
  ListEntitiesForPolicyResponse,
} from '@aws-sdk/client-iam';
import type { Operations } from '../../protocol/service.ts';
import { pageOfList } from '../page.ts';
import { findPolicy } from './managedPolicy.ts';
import type { IamContext } from './service.ts';

export const policyUseOperations: Operations<IamContext> = {
  ListEntitiesForPolicy: listEntitiesForPolicy,
};

/** There are no users and groups in the local account. */
function listEntitiesForPolicy(
  context: IamContext,
  input: ListEntitiesForPolicyRequest,
): ListEntitiesForPolicyResponse {
  const { PolicyArn: arn = '', EntityFilter: kind = 'Role', PolicyUsageFilter: usage } = input;
  findPolicy(context, arn);
  const prefix = input.PathPrefix ?? '/';
  const roles = [...context.roles.values()].filter(
    ({ path, attached, permissionsBoundary }) =>
      kind === 'Role' &&
      path.startsWith(prefix) &&
      ((usage !== 'PermissionsBoundary' && attached.includes(arn)) ||
        (usage !== 'PermissionsPolicy' && permissionsBoundary === arn)),
  );
  const page = pageOfList(roles, { marker: input.Marker, limit: input.MaxItems ?? 100 });
  return {
    PolicyGroups: [],
    PolicyUsers: [],
    PolicyRoles: page.items.map(({ name, id }) => ({ RoleName: name, RoleId: id })),
    IsTruncated: page.marker !== undefined,
    Marker: page.marker,
  };
}
