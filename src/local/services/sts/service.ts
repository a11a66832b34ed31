import * as client from '@aws-sdk/client-sts';
import type { IssueSession } from '../../protocol/credentials.ts';
import { readConstraints } from '../../protocol/modelConstraints.ts';
import { queryService } from '../../protocol/query.ts';
import type { Authorize, Operations, Service } from '../../protocol/service.ts';
import { readServiceModel } from '../../protocol/serviceModel.ts';
import type { WireRequest } from '../../protocol/wire.ts';
import type { IamContext } from '../iam/service.ts';
import { assumeRole } from './assumeRole.ts';
import { assumeRoleWithWebIdentity } from './assumeRoleWithWebIdentity.ts';
import { decodeAuthorizationMessage } from './decodeAuthorizationMessage.ts';
import { getAccessKeyInfo } from './getAccessKeyInfo.ts';
import { getCallerIdentity } from './getCallerIdentity.ts';
import { getSessionToken } from './getSessionToken.ts';
import model from './model.json' with { type: 'json' };
import type { IdentityToken } from './webIdentity.ts';

export interface StsContext extends IamContext {
  readonly issueSession: IssueSession;
  /** Undefined for a token that Cognito Identity of this account has not made. */
  readonly readIdentityToken: (token: string) => IdentityToken | undefined;
}

/** All that is served; the docs list it. */
export const stsOperations: Operations<StsContext> = {
  AssumeRole: assumeRole,
  AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity,
  DecodeAuthorizationMessage: decodeAuthorizationMessage,
  GetAccessKeyInfo: getAccessKeyInfo,
  GetCallerIdentity: getCallerIdentity,
  GetSessionToken: getSessionToken,
};

export function createSts(context: StsContext, authorize: Authorize): Service {
  return queryService<StsContext>({
    name: 'STS',
    xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    model: readServiceModel(client),
    operations: stsOperations,
    constraints: readConstraints(model),
    context,
    authorize,
    maximumBody: 1024 * 1024,
  });
}

/** Who has only a token of an identity provider has no key to sign with. */
export function isUnsignedStsOperation({ query, body }: WireRequest): boolean {
  const form = new URLSearchParams(new TextDecoder().decode(body));
  const action = form.get('Action') ?? query.find(([name]) => name === 'Action')?.[1];
  return action === 'AssumeRoleWithWebIdentity';
}
