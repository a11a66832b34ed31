import type {
  InvokeWithResponseStreamRequest,
  InvokeWithResponseStreamResponse,
  InvokeWithResponseStreamResponseEvent,
} from '@aws-sdk/client-lambda';
import type { Call, Operations } from '../../protocol/service.ts';
import type { Execution } from '../../runtime/executor.ts';
import { execute, type Invoked, readInvocation, tailOf } from './invocation.ts';
import { type ResponseParts, responseParts } from './responseParts.ts';
import type { LambdaContext } from './service.ts';

export const responseStreamOperations: Operations<LambdaContext> = {
  InvokeWithResponseStream: invokeWithResponseStream,
};

/** An invocation that answers while it runs. */
export interface StreamedExecution {
  readonly parts: ResponseParts;
  /** A whole answer is in here when the handler does not stream. */
  readonly execution: Promise<Execution>;
}

/**
 * Resolves when the function has begun to run. Throws what `execute` throws before that; when the
 * reader of its parts goes away later, it runs on.
 */
export async function executeStreaming(
  context: LambdaContext,
  invoked: Invoked,
  call: Pick<Call, 'requestId'> & { readonly traceId?: string },
): Promise<StreamedExecution> {
  const parts = responseParts();
  const begun = Promise.withResolvers<void>();
  const more = { ...call, stream: parts, begin: begun.resolve };
  const execution = execute(context, invoked, more).finally(() => parts.end());
  await Promise.race([begun.promise, execution]);
  // It may fail when nobody reads any more.
  execution.catch(() => parts.drop());
  return { parts, execution };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html */
async function invokeWithResponseStream(
  context: LambdaContext,
  input: InvokeWithResponseStreamRequest,
  { requestId }: Call,
): Promise<InvokeWithResponseStreamResponse> {
  const invoked = readInvocation(context, input);
  if (input.InvocationType === 'DryRun') return { StatusCode: 204 };
  const streamed = await executeStreaming(context, invoked, { requestId });
  return {
    StatusCode: 200,
    ExecutedVersion: invoked.version.version,
    EventStream: eventsOf(streamed, input.LogType === 'Tail'),
  };
}

/** AWS sends no event larger than this (bytes). */
const largestChunk = 65_536;

async function* eventsOf(
  { parts, execution }: StreamedExecution,
  withTail: boolean,
): AsyncGenerator<InvokeWithResponseStreamResponseEvent> {
  for await (const part of parts) yield chunkOf(part);
  const ended = await execution;
  const { payload, functionError } = ended;
  if (functionError === undefined) {
    for (let start = 0; start < payload.byteLength; start += largestChunk) {
      yield chunkOf(payload.subarray(start, start + largestChunk));
    }
  }
  yield {
    InvokeComplete: {
      ErrorCode: functionError,
      ErrorDetails: functionError && Buffer.from(payload).toString(),
      LogResult: withTail ? tailOf(ended) : undefined,
    },
  };
}

function chunkOf(Payload: Uint8Array): InvokeWithResponseStreamResponseEvent {
  return { PayloadChunk: { Payload } };
}
