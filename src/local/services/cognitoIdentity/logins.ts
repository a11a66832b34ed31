import { createHash } from 'node:crypto';
import type { IdentityPool } from '@aws-sdk/client-cognito-identity';
import { ServiceError } from '../../protocol/serviceError.ts';
import { parseArn } from '../arn.ts';
import type { Login } from './identity.ts';

/**
 * Who somebody is at the providers that they name. Any token is taken: nothing here asks the provider
 * whether it is real. Of a JSON Web Token its subject counts, of any other token the whole. Throws
 * NotAuthorizedException for a provider that the pool does not name, and for a token of another one.
 */
export function readLogins(
  pool: IdentityPool,
  logins: Readonly<Record<string, string>> | undefined,
): Login[] {
  const known = providersOf(pool);
  return Object.entries(logins ?? {}).map(([provider, token]) => {
    if (!known.has(provider)) {
      throw notAuthorized('Token is not from a supported provider of this identity pool.');
    }
    const { iss, sub } = claimsOf(token);
    if (typeof iss === 'string' && iss.replace(/^https:\/\//, '') !== provider) {
      throw notAuthorized("Invalid login token. Issuer doesn't match providerName");
    }
    const subject =
      typeof sub === 'string' ? sub : createHash('sha256').update(token).digest('hex');
    return { provider, subject };
  });
}

export function notAuthorized(message: string): ServiceError {
  return new ServiceError('NotAuthorizedException', message);
}

function providersOf(pool: IdentityPool): ReadonlySet<string> {
  const openId = (pool.OpenIdConnectProviderARNs ?? []).map(
    (arn) => parseArn(arn)?.resource.replace(/^oidc-provider\//, '') ?? '',
  );
  return new Set([
    ...Object.keys(pool.SupportedLoginProviders ?? {}),
    ...(pool.CognitoIdentityProviders ?? []).map(({ ProviderName = '' }) => ProviderName),
    ...openId,
    ...(pool.SamlProviderARNs ?? []),
  ]);
}

/** Of what is no JSON Web Token, none. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
  } catch {
    return {};
  }
}
