import type {
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse,
} from '@aws-sdk/client-sts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { evaluatePolicies } from '../policy/evaluate.ts';
import { assumedRoleUser, lookUpRole, sessionSeconds } from './assumedRole.ts';
import { describeCredentials } from './describeCredentials.ts';
import type { StsContext } from './service.ts';
import { packedPolicySize, sessionPoliciesOf } from './sessionPolicy.ts';
import { cognitoProvider, identityConditions } from './webIdentity.ts';

/**
 * For tokens of this account's own Cognito Identity (its classic flow).
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export function assumeRoleWithWebIdentity(
  context: StsContext,
  input: AssumeRoleWithWebIdentityRequest,
): AssumeRoleWithWebIdentityResponse {
  const { RoleArn = '', RoleSessionName = '', WebIdentityToken = '' } = input;
  const token = context.readIdentityToken(WebIdentityToken);
  if (token === undefined) {
    throw new ServiceError(
      'InvalidIdentityToken',
      /^[\w-]+\.[\w-]+\.[\w-]+$/.test(WebIdentityToken)
        ? 'No OpenIDConnect provider found in your account for the token: the local endpoint of Lambda Bench takes those of its own Cognito Identity.'
        : 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
  if (token.exp * 1000 < Date.now()) {
    throw new ServiceError(
      'ExpiredTokenException',
      `Token expired: current date/time ${Math.floor(Date.now() / 1000)} must be before the expiration date/time ${token.exp}`,
    );
  }
  const packed = packedPolicySize(input);
  const policies = sessionPoliciesOf(context, input);
  const role = lookUpRole(context, RoleArn);
  const request = {
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: RoleArn,
    principal: { kind: 'federated', provider: cognitoProvider },
    context: identityConditions(token),
  } as const;
  if (role === undefined || evaluatePolicies([role.trustPolicy], request) !== 'allow') {
    throw new ServiceError(
      'AccessDenied',
      'Not authorized to perform sts:AssumeRoleWithWebIdentity',
      { status: 403 },
    );
  }
  const seconds = sessionSeconds(role, input.DurationSeconds);
  const session = { roleArn: RoleArn, session: RoleSessionName, ...policies };
  return {
    Credentials: describeCredentials(context.issueSession({ seconds, role: session })),
    AssumedRoleUser: assumedRoleUser(context, role, RoleSessionName),
    SubjectFromWebIdentityToken: token.sub,
    Provider: cognitoProvider,
    Audience: token.aud,
    PackedPolicySize: packed,
  };
}
