import type { GetSessionTokenRequest, GetSessionTokenResponse } from '@aws-sdk/client-sts';
import type { Call } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { describeCredentials } from './describeCredentials.ts';
import type { StsContext } from './service.ts';

/** Of an account's owner; a longer session is cut to it. */
const mostSeconds = 3600;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export function getSessionToken(
  { issueSession }: StsContext,
  { DurationSeconds = mostSeconds, SerialNumber, TokenCode }: GetSessionTokenRequest,
  { caller }: Call,
): GetSessionTokenResponse {
  if (caller.kind !== 'root' || caller.temporary) {
    throw denied('Cannot call GetSessionToken with session credentials');
  }
  if ((SerialNumber === undefined) !== (TokenCode === undefined)) {
    throw denied(
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    );
  }
  const seconds = Math.min(DurationSeconds, mostSeconds);
  const root = { mfa: TokenCode !== undefined };
  return { Credentials: describeCredentials(issueSession({ seconds, root })) };
}

function denied(message: string): ServiceError {
  return new ServiceError('AccessDenied', message, { status: 403 });
}
