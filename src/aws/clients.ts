import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import type { Target } from './account.ts';
import { freshConnections } from './freshConnection.ts';

/** The SDK's clients for one target. */
export interface Clients {
  /** For the control plane: repeats what AWS says may be repeated. */
  readonly lambda: LambdaClient;
  readonly iam: IAMClient;
  /** For Invoke alone: one attempt, on a connection of its own. */
  readonly invocation: LambdaClient;
}

const connectTimeout = 10_000;
/** Silence on a connection of the control plane; ms. */
const silence = 60_000;

export function createClients(target: Target): Clients {
  const settings = clientSettings(target);
  const requestHandler = { connectionTimeout: connectTimeout, socketTimeout: silence };
  return {
    lambda: new LambdaClient({ ...settings, requestHandler }),
    iam: new IAMClient({ ...settings, requestHandler }),
    invocation: createInvocationClient(target),
  };
}

/** `connecting`: how long a connection may take, TLS included; ms. */
export function createInvocationClient(
  target: Target,
  { connecting = connectTimeout } = {},
): LambdaClient {
  return new LambdaClient({
    ...clientSettings(target),
    maxAttempts: 1,
    requestHandler: freshConnections(connecting),
  });
}

function clientSettings({
  region,
  endpoint,
  credentials,
}: Target): LambdaClientConfig & IAMClientConfig {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) },
    // What stands here is not looked up in the person's AWS configuration: it must not change where
    // requests of this target go, nor how often they are sent.
    defaultsMode: 'standard',
    retryMode: 'standard',
    maxAttempts: 3,
    authSchemePreference: ['sigv4'],
    disableClockSkewCorrection: false,
    userAgentAppId: 'lambda-bench',
    ...(endpoint ? { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false } : {}),
  };
}
