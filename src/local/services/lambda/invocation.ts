import type { InvocationRequest } from '@aws-sdk/client-lambda';
import { notImplemented, ServiceError } from '../../protocol/serviceError.ts';
import type { Execution, Invocation } from '../../runtime/executor.ts';
import { codesOfVersion, type FunctionVersion, type StoredFunction } from './function.ts';
import { functionArn, readFunctionName } from './functionName.ts';
import { invokedVersion } from './invokedVersion.ts';
import { checkPayload } from './payload.ts';
import { functionNotFound, invalidParameter } from './refusals.ts';
import { runnable } from './runnable.ts';
import type { LambdaContext } from './service.ts';

/** What every way to invoke a function has in its request. */
export type InvocationInput = Pick<
  InvocationRequest,
  'ClientContext' | 'DurableExecutionName' | 'FunctionName' | 'Payload' | 'Qualifier' | 'TenantId'
>;

/** What a request asks to run; the version is where its qualifier leads now. */
export interface Invoked
  extends Pick<Invocation, 'clientContext' | 'invokedArn' | 'payload' | 'tenantId'> {
  readonly stored: StoredFunction;
  readonly version: FunctionVersion;
  readonly qualifier: string | undefined;
}

/** Finds what is to be run and refuses what AWS refuses, but for throttling: that is for `execute`. */
export function readInvocation(context: LambdaContext, input: InvocationInput): Invoked {
  const found = findInvoked(context, input.FunctionName, input.Qualifier);
  const payload: Uint8Array = input.Payload ?? new Uint8Array();
  checkPayload(payload);
  if (input.DurableExecutionName !== undefined) throw notImplemented('durable functions');
  checkTenant(found.version, input.TenantId);
  const clientContext = readClientContext(input.ClientContext);
  return { ...found, payload, clientContext, tenantId: input.TenantId };
}

/** Since 2025, AWS names `$LATEST` when it does not find a function to invoke. */
export function findInvoked(
  context: LambdaContext,
  functionName: string | undefined,
  asked: string | undefined,
): Pick<Invoked, 'invokedArn' | 'qualifier' | 'stored' | 'version'> {
  const named = readFunctionName(context, functionName ?? '', asked);
  const { name, qualifier } = named;
  const stored = context.functions.get(name);
  const version = stored && invokedVersion(stored, qualifier);
  if (stored === undefined || version === undefined) {
    throw functionNotFound(functionArn(context, { name, qualifier: qualifier ?? '$LATEST' }));
  }
  return { stored, version, qualifier, invokedArn: functionArn(context, named) };
}

/** Runs it once. Throws a TooManyRequestsException where AWS would throttle it. */
export async function execute(
  context: LambdaContext,
  { stored, version, invokedArn, payload, clientContext, tenantId }: Invoked,
  more: Pick<Invocation, 'begin' | 'requestId' | 'stream' | 'traceId'>,
): Promise<Execution> {
  const admission = context.throttle.admit(stored);
  const begin = () => {
    admission.begin();
    more.begin?.();
  };
  const invocation = { invokedArn, payload, clientContext, tenantId, ...more, begin };
  try {
    // The function may be updated or deleted while it runs.
    return await context.codes.hold(codesOfVersion(version), async () =>
      context.executor.invoke(await runnable(context, stored, version), invocation),
    );
  } finally {
    admission.end();
  }
}

const tailBytes = 4096;

/**
 * What `LogType` Tail asks for: the last 4 KB of the log, in base64. That an environment begins stands
 * in the log stream only.
 */
export function tailOf({ log }: Execution): string {
  const first = log.subarray(0, log.indexOf(newline) + 1);
  const begins = initStart.test(Buffer.from(first).toString());
  const told = begins ? log.subarray(first.byteLength) : log;
  return Buffer.from(told.subarray(Math.max(0, told.byteLength - tailBytes))).toString('base64');
}

const newline = 0x0a;
const initStart = /^(INIT_START |\{"time":"[^"]+","type":"platform\.initStart")/;

/** https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation-invoke.html */
function checkTenant({ configuration }: FunctionVersion, tenantId: string | undefined): void {
  const isolated = configuration.TenancyConfig?.TenantIsolationMode === 'PER_TENANT';
  if (isolated && tenantId === undefined) {
    throw invalidParameter(
      'The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.',
    );
  }
  if (!isolated && tenantId !== undefined) {
    throw invalidParameter(
      'The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your request and try again.',
    );
  }
}

const mostClientContext = 3583;

function readClientContext(encoded: string | undefined): string | undefined {
  if (encoded === undefined || encoded === '') return undefined;
  if (encoded.length > mostClientContext) {
    throw invalidClientContext(`Client context must be at most ${mostClientContext} bytes long.`);
  }
  const text = Buffer.from(encoded, 'base64').toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What is no JSON is no object either.
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidClientContext('Client context must be a valid Base64-encoded JSON object.');
  }
  return text;
}

function invalidClientContext(message: string): ServiceError {
  return new ServiceError('InvalidRequestContentException', message);
}
