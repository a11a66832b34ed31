import { getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity } from '@aws-sdk/client-sts';
import {
  fromCognitoIdentityPool,
  fromEnv,
  fromIni,
  fromNodeProviderChain,
  fromTemporaryCredentials,
} from '@aws-sdk/credential-providers';
import { UserError } from '../../errors.ts';
import type { Credentials } from '../target.ts';
import type { Transport } from '../transport.ts';
import { clientDefaults } from './clientDefaults.ts';
import type { ConnectionDefinition, RoleToAssume } from './definition.ts';
import type { ConnectionDoors } from './doors.ts';
import type { ServiceName } from './endpoints.ts';
import { destinationOf, type HostGuard } from './hostGuard.ts';
import type { Place } from './place.ts';
import { routedTransport } from './routedTransport.ts';
import { signInFix } from './signInFix.ts';

/** What the providers need to reach their services. */
export interface SourceContext {
  readonly place: Place;
  readonly doors: Pick<ConnectionDoors, 'secret'>;
  readonly mfaCode: (serial: string) => Promise<string>;
  readonly guard: HostGuard;
  readonly requestHandler: Transport;
}

/**
 * Resolves the credentials of a connection anew at each call, by the SDK's own providers: these are made
 * for each call, because they remember what they have read.
 */
export async function resolveCredentials(
  definition: ConnectionDefinition,
  context: SourceContext,
): Promise<Credentials> {
  const credentials = await ofSource(definition, context);
  return definition.assumeRole ? ofRole(definition.assumeRole, credentials, context) : credentials;
}

async function ofSource(
  { name, credentials: source }: ConnectionDefinition,
  context: SourceContext,
): Promise<Credentials> {
  const { doors } = context;
  switch (source.kind) {
    case 'profile':
      await guardContainer(context);
      return fromIni({ ...profileOptions(context), profile: source.profile })(caller(context));
    case 'environment':
      return fromEnv()();
    case 'default':
      await guardContainer(context);
      return fromNodeProviderChain(profileOptions(context))(caller(context));
    case 'cognito': {
      const { identityPoolId, provider, roleArn } = source;
      const token = provider === undefined ? undefined : await doors.secret('loginToken');
      if (provider !== undefined && !token) {
        throw new UserError(
          `The connection ${name} has no token of ${provider} on this machine. Sign in to enter one.`,
          { fix: signInFix },
        );
      }
      return fromCognitoIdentityPool({
        identityPoolId,
        clientConfig: clientConfig('cognito_identity', context),
        ...(roleArn && { customRoleArn: roleArn }),
        ...(provider !== undefined && token && { logins: { [provider]: token } }),
      })();
    }
    case 'accessKeys': {
      const [accessKeyId, secretAccessKey, sessionToken] = await Promise.all([
        doors.secret('accessKeyId'),
        doors.secret('secretAccessKey'),
        doors.secret('sessionToken'),
      ]);
      if (!accessKeyId || !secretAccessKey) {
        throw new UserError(
          `The connection ${name} has no access key on this machine. Sign in to enter one.`,
          { fix: signInFix },
        );
      }
      return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
    }
  }
}

/** The provider for containers sends its token by means of its own, by http to known addresses only. */
async function guardContainer({ guard }: SourceContext): Promise<void> {
  const { AWS_CONTAINER_CREDENTIALS_FULL_URI: full = '', AWS_CONTAINER_CREDENTIALS_RELATIVE_URI } =
    process.env;
  if (AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || !/^https:/i.test(full) || !URL.canParse(full))
    return;
  await guard(destinationOf(full), undefined);
}

/** A role on top of other credentials. */
async function ofRole(
  { roleArn, externalId, sessionName, duration, mfaSerial }: RoleToAssume,
  credentials: Credentials,
  context: SourceContext,
): Promise<Credentials> {
  const assumed = await fromTemporaryCredentials({
    masterCredentials: credentials,
    clientConfig: clientConfig('sts', context),
    mfaCodeProvider: context.mfaCode,
    params: {
      RoleArn: roleArn,
      RoleSessionName: sessionName ?? 'lambda-bench',
      ...(externalId && { ExternalId: externalId }),
      ...(duration && { DurationSeconds: duration }),
      ...(mfaSerial && { SerialNumber: mfaSerial }),
    },
  })();
  const accountId = roleArn.split(':')[4];
  return { ...assumed, ...(accountId && { accountId }) };
}

/** A chain's links find their own keys; what STS is asked is asked at this connection's endpoint. */
function profileOptions(context: SourceContext) {
  const sts = clientConfig('sts', context);
  return {
    ignoreCache: true,
    mfaCodeProvider: context.mfaCode,
    roleAssumer: getDefaultRoleAssumer(sts),
    roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(sts),
    // No region: IAM Identity Center has its own, which this would replace.
    clientConfig: {
      ...clientDefaults,
      requestHandler: routedTransport(context.requestHandler, context.place),
    },
  };
}

/** For what is asked without a region of its own. */
function caller({ place }: SourceContext) {
  return { callerClientConfig: { region: async () => place.region } };
}

function clientConfig(service: ServiceName, { place, requestHandler }: SourceContext) {
  const endpoint = place.endpoint(service);
  return {
    ...clientDefaults,
    region: place.region,
    requestHandler,
    ...(endpoint && { endpoint }),
  };
}
