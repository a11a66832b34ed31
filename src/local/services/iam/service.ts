import * as client from '@aws-sdk/client-iam';
import { queryService } from '../../protocol/query.ts';
import type { Authorize, Service } from '../../protocol/service.ts';
import { readServiceModel } from '../../protocol/serviceModel.ts';
import type { Collection } from '../../store/collection.ts';
import {
  attachRolePolicy,
  detachRolePolicy,
  listAttachedRolePolicies,
} from './attachedPolicies.ts';
import { constraints, wording } from './constraints.ts';
import {
  deleteRolePolicy,
  getRolePolicy,
  listRolePolicies,
  putRolePolicy,
} from './inlinePolicies.ts';
import { getPolicy, listPolicies } from './policies.ts';
import type { StoredRole } from './role.ts';
import {
  createRole,
  deleteRole,
  getRole,
  listRoles,
  updateAssumeRolePolicy,
  updateRole,
} from './roles.ts';
import { listRoleTags, tagRole, untagRole } from './tags.ts';

export interface IamContext {
  readonly accountId: string;
  readonly roles: Collection<StoredRole>;
}

export function createIam(context: IamContext, authorize: Authorize): Service {
  return queryService<IamContext>({
    name: 'IAM',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    model: readServiceModel(client),
    operations: {
      AttachRolePolicy: attachRolePolicy,
      CreateRole: createRole,
      DeleteRole: deleteRole,
      DeleteRolePolicy: deleteRolePolicy,
      DetachRolePolicy: detachRolePolicy,
      GetPolicy: getPolicy,
      GetRole: getRole,
      GetRolePolicy: getRolePolicy,
      ListAttachedRolePolicies: listAttachedRolePolicies,
      ListPolicies: listPolicies,
      ListRolePolicies: listRolePolicies,
      ListRoles: listRoles,
      ListRoleTags: listRoleTags,
      PutRolePolicy: putRolePolicy,
      TagRole: tagRole,
      UntagRole: untagRole,
      UpdateAssumeRolePolicy: updateAssumeRolePolicy,
      UpdateRole: updateRole,
    },
    constraints,
    wording,
    context,
    authorize,
    maximumBody: 1024 * 1024,
  });
}
