import type {
  GetCredentialsForIdentityInput,
  GetCredentialsForIdentityResponse,
  GetOpenIdTokenInput,
  GetOpenIdTokenResponse,
} from '@aws-sdk/client-cognito-identity';
import type { Operations } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { evaluatePolicies } from '../policy/evaluate.ts';
import { lookUpRole } from '../sts/assumedRole.ts';
import { cognitoProvider, identityConditions } from '../sts/webIdentity.ts';
import {
  findIdentity,
  hasLogin,
  lookUpIdentity,
  type StoredIdentity,
  saveLogins,
} from './identity.ts';
import { findIdentityPool, type StoredIdentityPool } from './identityPool.ts';
import { notAuthorized, readLogins } from './logins.ts';
import type { CognitoIdentityContext } from './service.ts';
import { roleByToken } from './tokenRoles.ts';

export const credentialOperations: Operations<CognitoIdentityContext> = {
  GetCredentialsForIdentity: getCredentialsForIdentity,
  GetOpenIdToken: getOpenIdToken,
};

/**
 * What a guest may do at most, of what is served here, whatever their role allows: see
 * https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
 */
const guestPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['lambda:*', 'logs:*', 'cognito-identity:*'], Resource: '*' },
  ],
});

const sessionSeconds = 3600;
const tokenSeconds = 600;

/** https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetCredentialsForIdentity.html */
async function getCredentialsForIdentity(
  context: CognitoIdentityContext,
  { IdentityId, Logins, CustomRoleArn }: GetCredentialsForIdentityInput,
): Promise<GetCredentialsForIdentityResponse> {
  const { identity, stored } = await authenticate(context, IdentityId, Logins);
  const kind = identity.logins.length > 0 ? 'authenticated' : 'unauthenticated';
  const mapped = roleByToken(stored.roleMappings ?? {}, Logins ?? {}, CustomRoleArn);
  const arn = mapped ?? stored.roles[kind] ?? '';
  const role = lookUpRole(context, arn);
  const request = {
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: arn,
    principal: { kind: 'federated', provider: cognitoProvider },
    context: identityConditions(claimsOf(identity)),
  } as const;
  if (role === undefined || evaluatePolicies([role.trustPolicy], request) !== 'allow') {
    throw new ServiceError(
      'InvalidIdentityPoolConfigurationException',
      'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    );
  }
  const issued = context.issueSession({
    seconds: sessionSeconds,
    role: {
      roleArn: arn,
      session: 'CognitoIdentityCredentials',
      policy: kind === 'unauthenticated' ? guestPolicy : undefined,
    },
  });
  return {
    IdentityId: identity.id,
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: issued.expiration,
    },
  };
}

/** For STS' AssumeRoleWithWebIdentity. */
async function getOpenIdToken(
  context: CognitoIdentityContext,
  { IdentityId, Logins }: GetOpenIdTokenInput,
): Promise<GetOpenIdTokenResponse> {
  const { identity, stored } = await authenticate(context, IdentityId, Logins);
  if (stored.pool.AllowClassicFlow === false) throw noClassicFlow('is not enabled');
  if (stored.roleMappings !== undefined) throw noClassicFlow('is not supported with RoleMappings');
  const exp = Math.floor(Date.now() / 1000) + tokenSeconds;
  const Token = context.writeIdentityToken({ ...claimsOf(identity), exp });
  return { IdentityId: identity.id, Token };
}

function noClassicFlow(why: string): ServiceError {
  return new ServiceError(
    'InvalidParameterException',
    `Basic (classic) flow ${why}, please use enhanced flow.`,
  );
}

function claimsOf({ id, poolId, logins }: StoredIdentity) {
  const providers = logins.map(({ provider }) => provider);
  const amr = providers.length > 0 ? ['authenticated', ...providers] : ['unauthenticated'];
  return { sub: id, aud: poolId, amr };
}

/** A guest who logs in as somebody known goes on as that identity, as in AWS. */
async function authenticate(
  context: CognitoIdentityContext,
  id: string | undefined,
  given: Readonly<Record<string, string>> | undefined,
): Promise<{ identity: StoredIdentity; stored: StoredIdentityPool }> {
  const identity = findIdentity(context, id);
  const stored = findIdentityPool(context, identity.poolId);
  const logins = readLogins(stored.pool, given);
  if (logins.length === 0) {
    if (identity.logins.length > 0) {
      throw notAuthorized(`Access to Identity '${identity.id}' is forbidden.`);
    }
    if (!stored.pool.AllowUnauthenticatedIdentities) {
      throw notAuthorized('Unauthenticated access is not supported for this identity pool.');
    }
    return { identity, stored };
  }
  if (identity.logins.length > 0 && !logins.some((login) => hasLogin(identity, login))) {
    throw notAuthorized(
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
  }
  const known =
    identity.logins.length > 0 ? identity : lookUpIdentity(context, identity.poolId, logins);
  return { identity: await saveLogins(context, known ?? identity, logins), stored };
}
