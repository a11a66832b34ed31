import * as client from '@aws-sdk/client-cognito-identity';
import { jsonRpcService } from '../../protocol/jsonRpc.ts';
import { readConstraints } from '../../protocol/modelConstraints.ts';
import type { Authorize, Service } from '../../protocol/service.ts';
import { readServiceModel } from '../../protocol/serviceModel.ts';
import model from './model.json' with { type: 'json' };

export interface CognitoIdentityContext {
  readonly accountId: string;
  readonly region: string;
}

export function createCognitoIdentity(
  context: CognitoIdentityContext,
  authorize: Authorize,
): Service {
  return jsonRpcService<CognitoIdentityContext>({
    name: 'Cognito Identity',
    model: readServiceModel(client),
    operations: {},
    constraints: readConstraints(model),
    violationCode: 'ValidationException',
    context,
    authorize,
    maximumBody: 1024 * 1024,
  });
}
