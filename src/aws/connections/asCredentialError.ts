import { isCancelled, isUserError } from '../../errors.ts';
import { CredentialError } from '../credentialError.ts';
import { describeFailure } from '../failures.ts';
import { type Refusal, readRefusal } from '../refusal.ts';
import type { ConnectionFailure } from '../transport.ts';
import type { ConnectionDefinition } from './definition.ts';
import type { Place } from './place.ts';
import { providerFailure } from './providerFailures.ts';

/**
 * What a provider of credentials has thrown, in a person's words. Providers may hide that a service could
 * not be reached: `unreached` says it.
 */
export function asCredentialError(
  error: unknown,
  { name, credentials, assumeRole }: ConnectionDefinition,
  { region, endpoint, profileName, renewal }: Place,
  unreached: ConnectionFailure | undefined,
): unknown {
  if (isCancelled(error) || isUserError(error) || !(error instanceof Error)) return error;
  const ofPortal = wrappedRefusal(error);
  const refusal = readRefusal(error) ?? ofPortal ?? readRefusal(unreached);
  if (!refusal) {
    const failure = providerFailure(error, name, profileName);
    return new CredentialError(failure, new Error(failure.message));
  }
  const isCognito = credentials.kind === 'cognito' && !assumeRole;
  const target = {
    connection: name,
    region,
    endpoint: endpoint(isCognito ? 'cognito_identity' : 'sts'),
    accountId: undefined,
    credentials: { accessKeyId: '', secretAccessKey: '' },
    renewal,
  };
  const failure = describeFailure(refusal, {
    target,
    doing: `get the credentials of ${name}`,
    thing: assumeRole?.roleArn ?? name,
    action: isCognito
      ? 'cognito-identity:GetCredentialsForIdentity'
      : ofPortal
        ? 'sso:GetRoleCredentials'
        : 'sts:AssumeRole',
  });
  return new CredentialError(failure, error);
}

/** The provider of IAM Identity Center makes a text of what the portal answers: `Name: words`. */
function wrappedRefusal({ name, message }: Error): Refusal | undefined {
  if (name !== 'CredentialsProviderError') return undefined;
  const [, code, words = ''] = /^(\w+Exception): (.*)$/s.exec(message) ?? [];
  if (code === undefined) return undefined;
  return {
    code,
    words,
    status: undefined,
    requestId: undefined,
    reason: undefined,
    stage: undefined,
  };
}
