import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateTokenCommand,
  type CreateTokenCommandOutput,
  RegisterClientCommand,
  SSOOIDCClient,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import { UserError } from '../../errors.ts';
import { asUserError } from '../asUserError.ts';
import type { ConnectionDefinition } from './definition.ts';
import type { ConnectionDoors } from './doors.ts';
import { isLoopback } from './hosts.ts';
import { type OpenSession, openSsoSession } from './openSsoSession.ts';
import { readSsoToken, type SsoToken, writeSsoToken } from './ssoSession.ts';

/**
 * Signs in to IAM Identity Center by the device flow, which works from a container or by SSH too, and
 * leaves the token where AWS' tools share it. Resolves when the person has agreed in the browser.
 * https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/Welcome.html
 */
export async function signIn(
  definition: ConnectionDefinition,
  doors: ConnectionDoors,
  signal: AbortSignal,
): Promise<void> {
  const opened = await openSsoSession(definition, doors);
  const { session, clientSettings, target } = opened;
  const client = new SSOOIDCClient(clientSettings('sso_oidc'));
  const attempt = {
    target,
    doing: `sign in to ${session.startUrl}`,
    thing: definition.name,
    action: 'sso-oauth:CreateToken',
  };
  const registration =
    reusable(await readSsoToken(session)) ??
    (await asUserError(attempt, signal, () => register(client, opened, signal)));
  const { deviceCode, userCode, url, expiresIn, interval } = await asUserError(
    attempt,
    signal,
    () => authorize(client, opened, registration, signal),
  );
  const expiresAt = Date.now() + expiresIn * 1000;
  await doors.showDeviceCode({ userCode, url, expiresAt }, signal);
  const token = await asUserError(attempt, signal, () =>
    waitForToken({ client, registration, deviceCode, interval, expiresAt, signal }),
  );
  await writeSsoToken(session, {
    ...registration,
    accessToken: token.accessToken,
    expiresAt: isoSeconds(Date.now() + token.expiresIn * 1000),
    ...(token.refreshToken && { refreshToken: token.refreshToken }),
  });
}

type Registration = Required<Pick<SsoToken, 'clientId' | 'clientSecret' | 'registrationExpiresAt'>>;

/** Clients are registered for 90 days. */
function reusable(token: SsoToken | undefined): Registration | undefined {
  const { clientId, clientSecret, registrationExpiresAt = '' } = token ?? {};
  const isValid = Date.parse(registrationExpiresAt) > Date.now() + 3_600_000;
  return clientId && clientSecret && isValid
    ? { clientId, clientSecret, registrationExpiresAt }
    : undefined;
}

async function register(
  client: SSOOIDCClient,
  { session: { scopes } }: OpenSession,
  signal: AbortSignal,
): Promise<Registration> {
  const command = new RegisterClientCommand({
    clientName: 'Lambda Bench',
    clientType: 'public',
    ...(scopes && { scopes: [...scopes], grantTypes: [deviceGrant, 'refresh_token'] }),
  });
  const answer = await client.send(command, { abortSignal: signal });
  const { clientId = '', clientSecret = '', clientSecretExpiresAt = 0 } = answer;
  const registrationExpiresAt = isoSeconds(clientSecretExpiresAt * 1000);
  return { clientId, clientSecret, registrationExpiresAt };
}

async function authorize(
  client: SSOOIDCClient,
  { session: { startUrl } }: OpenSession,
  { clientId, clientSecret }: Registration,
  signal: AbortSignal,
) {
  const command = new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl });
  const answer = await client.send(command, { abortSignal: signal });
  const { deviceCode = '', userCode = '', expiresIn = 600, interval = 5 } = answer;
  const url = answer.verificationUriComplete ?? answer.verificationUri ?? '';
  if (!URL.canParse(url) || !mayBeOpened(new URL(url))) {
    throw new UserError(
      `IAM Identity Center names a page to sign in on that is no web page over https. Check sso_start_url and the endpoint.`,
    );
  }
  return { deviceCode, userCode, url, expiresIn, interval };
}

function mayBeOpened({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

interface Waiting {
  readonly client: SSOOIDCClient;
  readonly registration: Registration;
  readonly deviceCode: string;
  /** Seconds. */
  readonly interval: number;
  readonly expiresAt: number;
  readonly signal: AbortSignal;
}

async function waitForToken({
  client,
  registration: { clientId, clientSecret },
  deviceCode,
  interval,
  expiresAt,
  signal,
}: Waiting): Promise<{ accessToken: string; expiresIn: number; refreshToken?: string }> {
  const command = new CreateTokenCommand({
    ...{ clientId, clientSecret, deviceCode },
    grantType: deviceGrant,
  });
  let seconds = Math.max(interval, 0.1);
  while (Date.now() < expiresAt) {
    await delay(seconds * 1000, undefined, { signal });
    try {
      return tokenOf(await client.send(command, { abortSignal: signal }));
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (name === 'SlowDownException') seconds += 5;
      else if (name === 'AccessDeniedException') throw declined(error);
      else if (name === 'ExpiredTokenException') break;
      else if (name !== 'AuthorizationPendingException') throw error;
    }
  }
  throw new UserError('The code to sign in with has expired. Sign in again for another one.');
}

function declined(cause: unknown): UserError {
  return new UserError('Signing in was declined in the browser. Sign in again to be asked again.', {
    cause,
  });
}

function tokenOf({ accessToken = '', expiresIn = 0, refreshToken }: CreateTokenCommandOutput) {
  return { accessToken, expiresIn, ...(refreshToken && { refreshToken }) };
}

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** Without fractions, as the AWS CLI writes it. */
function isoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
