import type { Credentials } from '@aws-sdk/client-sts';
import type { SessionCredentials } from '../../protocol/credentials.ts';

export function describeCredentials(credentials: SessionCredentials): Credentials {
  return {
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    SessionToken: credentials.sessionToken,
    Expiration: credentials.expiration,
  };
}
