import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient, type IAMClientConfig } from '@aws-sdk/client-iam';
import { LambdaClient, type LambdaClientConfig } from '@aws-sdk/client-lambda';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import type { CredentialProvider, Target } from './target.ts';
import { type Transport, type TransportOptions, transport } from './transport.ts';

/** The SDK's clients for one target. */
export interface Clients {
  /** For the control plane: repeats what AWS says may be repeated. */
  readonly lambda: LambdaClient;
  readonly iam: IAMClient;
  readonly logs: CloudWatchLogsClient;
  readonly sts: STSClient;
  /** For Invoke alone: one attempt, on a connection of its own. */
  readonly invocation: LambdaClient;
  /** The same for answers that are read as they come. */
  readonly streamedInvocation: LambdaClient;
}

/** How long a connection may take; ms. */
const defaultConnecting = 10_000;
/** How long a service of the control plane may be silent; ms. */
const silence = 60_000;

/** How requests travel: straight, unless a connection says otherwise. */
export type OpenTransport = (options: TransportOptions) => Transport;

export function createClients(target: Target, open: OpenTransport = transport): Clients {
  const requestHandler = open({ pooled: true, connecting: defaultConnecting, silence });
  const settings = (service: 'lambda' | 'iam' | 'logs' | 'sts') => ({
    ...clientSettings(target, endpointOf(target, service)),
    requestHandler,
  });
  return {
    lambda: new LambdaClient(settings('lambda')),
    iam: new IAMClient(settings('iam')),
    logs: new CloudWatchLogsClient(settings('logs')),
    sts: new STSClient(settings('sts')),
    invocation: createInvocationClient(target, { open }),
    streamedInvocation: createInvocationClient(target, { open, streamed: true }),
  };
}

/** Each invocation says itself how long its connection may be silent. */
export function createInvocationClient(
  target: Target,
  {
    connecting = defaultConnecting,
    streamed = false,
    open = transport,
  }: InvocationClientOptions = {},
): LambdaClient {
  return invocationClient(target, open({ pooled: false, connecting, streamed, silence: 0 }));
}

/**
 * For the many invocations of a batch: connections that are given up soon after they fall idle, so that
 * none is used at the moment when the other side closes it; and a client that never sends.
 */
export function createPooledInvocation(
  target: Target,
  { sockets, connecting = defaultConnecting, open = transport }: PooledInvocationOptions,
): { readonly client: LambdaClient; readonly transport: Transport } {
  const pool = open({ pooled: true, sockets, idle: 2_000, connecting, silence: 0 });
  // What this client signs goes nowhere.
  const credentials = { accessKeyId: 'unused', secretAccessKey: 'unused' };
  return { client: invocationClient({ ...target, credentials }, pool), transport: pool };
}

function invocationClient(target: Target, requestHandler: Transport): LambdaClient {
  return new LambdaClient({
    ...clientSettings(target, target.endpoint),
    maxAttempts: 1,
    requestHandler,
  });
}

export interface PooledInvocationOptions {
  readonly sockets: number;
  /** ms */
  readonly connecting?: number | undefined;
  readonly open?: OpenTransport | undefined;
}

interface InvocationClientOptions {
  /** ms */
  readonly connecting?: number;
  readonly streamed?: boolean;
  readonly open?: OpenTransport;
}

function endpointOf(
  { endpoint, endpoints }: Target,
  service: 'lambda' | 'iam' | 'logs' | 'sts',
): string | undefined {
  return service === 'lambda' || !endpoints ? endpoint : endpoints[service];
}

function clientSettings(
  { region, credentials, profile }: Target,
  endpoint: string | undefined,
): ClientSettings {
  return {
    region,
    credentials: typeof credentials === 'function' ? remembered(credentials) : { ...credentials },
    // What stands here is not looked up in the person's AWS configuration: it must not change where
    // requests of this target go, nor how often they are sent.
    defaultsMode: 'standard',
    retryMode: 'standard',
    maxAttempts: 3,
    authSchemePreference: ['sigv4'],
    disableClockSkewCorrection: false,
    userAgentAppId: 'lambda-bench',
    ignoreConfiguredEndpointUrls: true,
    ...(endpoint ? { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false } : {}),
    // Says whether AWS' FIPS and dual-stack endpoints are wanted.
    ...(profile === undefined ? {} : { profile }),
  };
}

type ClientSettings = LambdaClientConfig &
  IAMClientConfig &
  STSClientConfig & { readonly ignoreConfiguredEndpointUrls: boolean };

/** Tells the SDK not to keep what the provider answers: the provider knows when it is out of date. */
function remembered(provider: CredentialProvider): CredentialProvider {
  return Object.assign(() => provider(), { memoized: true });
}
