import * as client from '@aws-sdk/client-cognito-identity';
import type { IssueSession } from '../../protocol/credentials.ts';
import { jsonRpcService } from '../../protocol/jsonRpc.ts';
import { readConstraints } from '../../protocol/modelConstraints.ts';
import type { Authorize, Operations, Service } from '../../protocol/service.ts';
import { readServiceModel } from '../../protocol/serviceModel.ts';
import type { WireRequest } from '../../protocol/wire.ts';
import type { Collection } from '../../store/collection.ts';
import type { StoredRole } from '../iam/role.ts';
import type { IdentityToken } from '../sts/webIdentity.ts';
import { credentialOperations } from './credentials.ts';
import { identityOperations } from './identities.ts';
import type { StoredIdentity } from './identity.ts';
import type { StoredIdentityPool } from './identityPool.ts';
import { identityPoolRoleOperations } from './identityPoolRoles.ts';
import { identityPoolOperations } from './identityPools.ts';
import model from './model.json' with { type: 'json' };
import { tagOperations } from './tags.ts';

export interface CognitoIdentityContext {
  readonly accountId: string;
  readonly region: string;
  readonly identityPools: Collection<StoredIdentityPool>;
  readonly identities: Collection<StoredIdentity>;
  readonly roles: Collection<StoredRole>;
  readonly issueSession: IssueSession;
  readonly writeIdentityToken: (token: IdentityToken) => string;
}

/** All that is served; the docs list it. */
export const cognitoIdentityOperations: Operations<CognitoIdentityContext> = {
  ...credentialOperations,
  ...identityOperations,
  ...identityPoolOperations,
  ...identityPoolRoleOperations,
  ...tagOperations,
};

export function createCognitoIdentity(
  context: CognitoIdentityContext,
  authorize: Authorize,
): Service {
  return jsonRpcService<CognitoIdentityContext>({
    name: 'Cognito Identity',
    model: readServiceModel(client),
    operations: cognitoIdentityOperations,
    constraints: readConstraints(model),
    violationCode: 'ValidationException',
    context,
    authorize,
    maximumBody: 1024 * 1024,
  });
}

/** What people use who have no AWS credentials yet. */
const unsigned = ['GetCredentialsForIdentity', 'GetId', 'GetOpenIdToken', 'UnlinkIdentity'];

export function isUnsignedCognitoOperation({ headers }: Pick<WireRequest, 'headers'>): boolean {
  const [service, operation = ''] = (headers['x-amz-target'] ?? '').split('.');
  return service === 'AWSCognitoIdentityService' && unsigned.includes(operation);
}
