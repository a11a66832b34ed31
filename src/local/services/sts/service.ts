import * as client from '@aws-sdk/client-sts';
import { readConstraints } from '../../protocol/modelConstraints.ts';
import { queryService } from '../../protocol/query.ts';
import type { Authorize, Service } from '../../protocol/service.ts';
import { readServiceModel } from '../../protocol/serviceModel.ts';
import type { Collection } from '../../store/collection.ts';
import type { StoredRole } from '../iam/role.ts';
import { getCallerIdentity } from './getCallerIdentity.ts';
import model from './model.json' with { type: 'json' };

export interface StsContext {
  readonly accountId: string;
  readonly roles: Collection<StoredRole>;
}

export function createSts(context: StsContext, authorize: Authorize): Service {
  return queryService<StsContext>({
    name: 'STS',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    model: readServiceModel(client),
    operations: { GetCallerIdentity: getCallerIdentity },
    constraints: readConstraints(model),
    context,
    authorize,
    maximumBody: 1024 * 1024,
  });
}
