import { isCancelled, isUserError } from '../../errors.ts';
import { CredentialError } from '../credentialError.ts';
import { describeFailure } from '../failures.ts';
import { readRefusal } from '../refusal.ts';
import type { ConnectionDefinition } from './definition.ts';
import type { Place } from './place.ts';
import { providerFailure } from './providerFailures.ts';

/** What a provider of credentials has thrown, in a person's words. */
export function asCredentialError(
  error: unknown,
  { name, credentials, assumeRole }: ConnectionDefinition,
  { region, endpoint }: Place,
): unknown {
  if (isCancelled(error) || isUserError(error) || !(error instanceof Error)) return error;
  const refusal = readRefusal(error);
  if (!refusal) {
    const profile = credentials.kind === 'profile' ? credentials.profile : undefined;
    const failure = providerFailure(error, name, profile);
    // The provider's own words may hold a command line or parts of a file.
    return new CredentialError(failure, new Error(failure.message));
  }
  const isCognito = credentials.kind === 'cognito' && !assumeRole;
  const target = {
    connection: name,
    region,
    endpoint: endpoint(isCognito ? 'cognito_identity' : 'sts'),
    accountId: undefined,
    credentials: { accessKeyId: '', secretAccessKey: '' },
  };
  const failure = describeFailure(refusal, {
    target,
    doing: `get the credentials of ${name}`,
    thing: assumeRole?.roleArn ?? name,
    action: isCognito ? 'cognito-identity:GetCredentialsForIdentity' : 'sts:AssumeRole',
  });
  return new CredentialError(failure, error);
}
