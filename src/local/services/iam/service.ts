import * as client from '@aws-sdk/client-iam';
import { queryService } from '../../protocol/query.ts';
import type { Authorize, Operations, Service } from '../../protocol/service.ts';
import { readServiceModel } from '../../protocol/serviceModel.ts';
import type { Collection } from '../../store/collection.ts';
import { attachedPolicyOperations } from './attachedPolicies.ts';
import { constraints, wording } from './constraints.ts';
import { inlinePolicyOperations } from './inlinePolicies.ts';
import type { ManagedPolicy } from './managedPolicy.ts';
import { permissionsBoundaryOperations } from './permissionsBoundary.ts';
import { policyOperations } from './policies.ts';
import { policyUseOperations } from './policyUses.ts';
import { policyVersionOperations } from './policyVersions.ts';
import type { StoredRole } from './role.ts';
import { roleOperations } from './roles.ts';
import { simulationOperations } from './simulatePolicies.ts';
import { tagOperations } from './tags.ts';

export interface IamContext {
  readonly accountId: string;
  readonly roles: Collection<StoredRole>;
  /** The customer's managed policies. */
  readonly policies: Collection<ManagedPolicy>;
}

/** All that is served; the docs list it. */
export const iamOperations: Operations<IamContext> = {
  ...attachedPolicyOperations,
  ...inlinePolicyOperations,
  ...permissionsBoundaryOperations,
  ...policyOperations,
  ...policyUseOperations,
  ...policyVersionOperations,
  ...roleOperations,
  ...simulationOperations,
  ...tagOperations,
};

export function createIam(context: IamContext, authorize: Authorize): Service {
  return queryService<IamContext>({
    name: 'IAM',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    model: readServiceModel(client),
    operations: iamOperations,
    constraints,
    wording,
    context,
    authorize,
    maximumBody: 1024 * 1024,
  });
}
