import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import type { Target } from './account.ts';
import { transport } from './transport.ts';

/** The SDK's clients for one target. */
export interface Clients {
  /** For the control plane: repeats what AWS says may be repeated. */
  readonly lambda: LambdaClient;
  readonly iam: IAMClient;
  readonly logs: CloudWatchLogsClient;
  /** For Invoke alone: one attempt, on a connection of its own. */
  readonly invocation: LambdaClient;
  /** The same for answers that are read as they come. */
  readonly streamedInvocation: LambdaClient;
}

/** How long a connection may take; ms. */
const defaultConnecting = 10_000;
/** How long a service of the control plane may be silent; ms. */
const silence = 60_000;

export function createClients(target: Target): Clients {
  const requestHandler = transport({ pooled: true, connecting: defaultConnecting, silence });
  const settings = { ...clientSettings(target), requestHandler };
  return {
    lambda: new LambdaClient(settings),
    iam: new IAMClient(settings),
    logs: new CloudWatchLogsClient(settings),
    invocation: createInvocationClient(target),
    streamedInvocation: createInvocationClient(target, { streamed: true }),
  };
}

/** Each invocation says itself how long its connection may be silent. */
export function createInvocationClient(
  target: Target,
  { connecting = defaultConnecting, streamed = false } = {},
): LambdaClient {
  return new LambdaClient({
    ...clientSettings(target),
    maxAttempts: 1,
    requestHandler: transport({ pooled: false, connecting, streamed, silence: 0 }),
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
