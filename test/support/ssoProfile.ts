import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { localClients } from './localClients.ts';
import type { LocalEndpoint } from './localEndpoint.ts';
import type { RoleCredentials, SsoServer } from './ssoServer.ts';

/** The profile `corp` of IAM Identity Center, in a config file, for functions of a local endpoint. */
export function ssoProfile(
  { endpoint, accountId }: Pick<LocalEndpoint, 'endpoint' | 'accountId'>,
  { url }: Pick<SsoServer, 'url'>,
): string {
  const services = { lambda: endpoint, iam: endpoint, sts: endpoint, sso: url, sso_oidc: url };
  const lines = Object.entries(services).map(([name, to]) => `${name} =\n  endpoint_url = ${to}\n`);
  return `[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
[profile corp]
sso_session = corp
sso_account_id = ${accountId}
sso_role_name = developer
region = us-east-1
services = here
[services here]
${lines.join('')}`;
}

/** What IAM Identity Center gives for it: a session of the local endpoint. */
export async function sessionOf(endpoint: LocalEndpoint): Promise<RoleCredentials> {
  const { Credentials } = await localClients(endpoint).sts.send(new GetSessionTokenCommand());
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
    expiration: Date.now() + 3_600_000,
  };
}
