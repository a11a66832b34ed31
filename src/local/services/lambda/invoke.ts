import type {
  InvocationRequest,
  InvocationResponse,
  InvokeAsyncRequest,
  InvokeAsyncResponse,
} from '@aws-sdk/client-lambda';
import { type Call, WithHeaders } from '../../protocol/service.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { newTraceId } from '../../runtime/runtimeEvent.ts';
import { newEvent } from './events/queuedEvent.ts';
import { execute, type InvocationInput, readInvocation, tailOf } from './invocation.ts';
import type { LambdaContext } from './service.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export async function invoke(
  context: LambdaContext,
  input: InvocationRequest,
  { requestId }: Call,
): Promise<WithHeaders<InvocationResponse>> {
  const traceId = newTraceId();
  if (input.InvocationType === 'Event') {
    await queue(context, input, mostEventBytes, requestId);
    return answer({ StatusCode: 202 }, traceId);
  }
  const invoked = readInvocation(context, input);
  if (input.InvocationType === 'DryRun') return answer({ StatusCode: 204 }, traceId);
  const execution = await execute(context, invoked, { requestId, traceId });
  const output = {
    StatusCode: 200,
    ExecutedVersion: invoked.version.version,
    FunctionError: execution.functionError,
    LogResult: input.LogType === 'Tail' ? tailOf(execution) : undefined,
    // The SDK's own mark on payloads is of no use to a server: what it writes are the bytes.
    Payload: execution.payload as NonNullable<InvocationResponse['Payload']>,
  };
  return answer(output, traceId);
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_InvokeAsync.html */
export async function invokeAsync(
  context: LambdaContext,
  { FunctionName, InvokeArgs }: InvokeAsyncRequest,
  { requestId }: Call,
): Promise<InvokeAsyncResponse> {
  const Payload = InvokeArgs instanceof Uint8Array ? InvokeArgs : undefined;
  await queue(context, { FunctionName, Payload }, mostAsyncBytes, requestId);
  return { Status: 202 };
}

const mostEventBytes = 1_048_576;
const mostAsyncBytes = 262_144;

/** Resolves when the event is on disk. Its client context is not kept: AWS passes none with events. */
async function queue(
  context: LambdaContext,
  input: InvocationInput,
  most: number,
  requestId: string,
): Promise<void> {
  const size = input.Payload?.byteLength ?? 0;
  if (size > most) {
    throw new ServiceError(
      'RequestEntityTooLargeException',
      `${size} byte payload is too large for the Event invocation type (limit ${most} bytes)`,
      { status: 413 },
    );
  }
  const { stored, qualifier, tenantId, payload } = readInvocation(context, input);
  const event = { requestId, functionName: stored.name, qualifier, tenantId, payload };
  await context.events.add(newEvent(event));
}

/** With the headers that Lambda's front adds to the answers of Invoke. */
function answer(output: InvocationResponse, traceId: string): WithHeaders<InvocationResponse> {
  return new WithHeaders(output, {
    'x-amzn-remapped-content-length': '0',
    'x-amzn-trace-id': traceId,
  });
}
