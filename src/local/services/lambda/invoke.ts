import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import type { Call } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import type { Invocation } from '../../runtime/executor.ts';
import { findFunction } from './function.ts';
import { functionArn, readFunctionName } from './functionName.ts';
import { checkPayload } from './payload.ts';
import { functionNotFound, notServed } from './refusals.ts';
import { runnable } from './runnable.ts';
import type { LambdaContext } from './service.ts';

const mostAsynchronousBytes = 1_048_576;
const tailBytes = 4096;

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export async function invoke(
  context: LambdaContext,
  input: InvocationRequest,
  { requestId }: Call,
): Promise<InvocationResponse> {
  const { stored, version, invokedArn } = findInvoked(context, input);
  const payload = payloadOf(input);
  if (input.TenantId !== undefined) throw notServed('tenant isolation');
  if (input.DurableExecutionName !== undefined) throw notServed('durable functions');
  const clientContext = readClientContext(input.ClientContext);
  if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
  const run = await runnable(context, stored, version);
  const invocation: Invocation = { requestId, payload, invokedArn, clientContext };
  if (input.InvocationType === 'Event') {
    runLater(context, () => context.executor.invoke(run, invocation));
    return { StatusCode: 202 };
  }
  const execution = await context.executor.invoke(run, invocation);
  const tail = execution.log.subarray(Math.max(0, execution.log.byteLength - tailBytes));
  return {
    StatusCode: 200,
    ExecutedVersion: run.version,
    FunctionError: execution.functionError,
    LogResult: input.LogType === 'Tail' ? Buffer.from(tail).toString('base64') : undefined,
    // The SDK's own mark on payloads is of no use to a server: what it writes are the bytes.
    Payload: execution.payload as NonNullable<InvocationResponse['Payload']>,
  };
}

/** Since 2025, AWS names `$LATEST` when it does not find a function to invoke. */
function findInvoked(context: LambdaContext, input: InvocationRequest) {
  const named = readFunctionName(context, input.FunctionName ?? '', input.Qualifier);
  if (context.functions.get(named.name) === undefined) {
    const qualifier = named.qualifier ?? '$LATEST';
    throw functionNotFound(functionArn(context, { name: named.name, qualifier }));
  }
  const { stored, version } = findFunction(context, input.FunctionName, input.Qualifier);
  return { stored, version, invokedArn: functionArn(context, named) };
}

function payloadOf({ Payload, InvocationType }: InvocationRequest): Uint8Array {
  const payload: Uint8Array = Payload ?? new Uint8Array();
  if (InvocationType === 'Event' && payload.byteLength > mostAsynchronousBytes) {
    throw new ServiceError(
      'RequestEntityTooLargeException',
      `${payload.byteLength} byte payload is too large for the Event invocation type (limit ${mostAsynchronousBytes} bytes)`,
      { status: 413 },
    );
  }
  checkPayload(payload);
  return payload;
}

function readClientContext(encoded: string | undefined): string | undefined {
  if (encoded === undefined || encoded === '') return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  try {
    JSON.parse(text);
    return text;
  } catch (error) {
    throw new ServiceError(
      'InvalidRequestContentException',
      'Client context must be a valid Base64-encoded JSON object.',
      { cause: error },
    );
  }
}

/** Nobody waits for an Event: a failure of the endpoint itself can only be told to its log. */
function runLater({ report }: LambdaContext, run: () => Promise<unknown>): void {
  run().catch((error: unknown) => report(`An event could not be run: ${error}`));
}
