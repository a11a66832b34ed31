import {
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCommandOutput,
  type InvokeWithResponseStreamCompleteEvent,
  type InvokeWithResponseStreamResponseEvent,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { messageOf } from '../errors.ts';
import { type KeptParts, keepParts } from '../payload/partsKeeper.ts';
import { invocationInput } from './invocationInput.ts';
import { readLogResult } from './logResult.ts';
import type { InvokeRequest, Outcome } from './outcome.ts';
import { readRefusal } from './refusal.ts';
import { type Sending, sendOnce } from './sendOnce.ts';
import type { Target } from './target.ts';
import { ConnectionFailure } from './transport.ts';

/**
 * Sends an invocation once, and hands over the parts of its answer as they come. The function's own
 * error stands in the last event; a stream that ends without one was cut.
 */
export async function invokeStreaming(
  client: LambdaClient,
  target: Target,
  request: InvokeRequest,
  onPart: (part: Uint8Array) => void,
  sending: Sending = {},
): Promise<Outcome> {
  let isUnknown = false;
  const outcome = await sendOnce(target, request, sending, async (logType, options, elapsed) => {
    const { InvocationType, ...input } = invocationInput(request, logType);
    if (InvocationType === 'Event') throw new TypeError('An event has no answer to stream.');
    const command = new InvokeWithResponseStreamCommand({ ...input, InvocationType });
    const reading = new AbortController();
    const signals = [reading.signal, options.abortSignal].filter((signal) => signal !== undefined);
    const abortSignal = AbortSignal.any(signals);
    try {
      const answer = await client.send(command, { ...options, abortSignal });
      const status = answer.StatusCode ?? answer.$metadata.httpStatusCode ?? 0;
      const { requestId } = answer.$metadata;
      if (request.type === 'DryRun' && status === 204) {
        return { kind: 'allowed', status, elapsed: elapsed(), requestId };
      }
      const read = await readEvents(answer, onPart, elapsed);
      return { ...answered(answer, status, read), elapsed: elapsed() };
    } catch (error) {
      isUnknown = readRefusal(error)?.status === 501;
      throw error;
    } finally {
      // Whatever ended the reading, nothing more of the answer is wanted.
      reading.abort();
    }
  });
  // Not for the log alone: it was sent again without.
  if (outcome.kind === 'notInvoked' && isUnknown) {
    sending.limits?.learn('stream', `${target.connection} does not stream answers.`);
    return { ...outcome, failure: { ...outcome.failure, cure: 'otherOptions' } };
  }
  return outcome;
}

interface Read extends KeptParts {
  readonly complete: InvokeWithResponseStreamCompleteEvent;
  readonly firstPart: number | undefined;
}

async function readEvents(
  { EventStream, $metadata }: InvokeWithResponseStreamCommandOutput,
  onPart: (part: Uint8Array) => void,
  elapsed: () => number,
): Promise<Read> {
  const keeper = keepParts();
  let firstPart: number | undefined;
  try {
    for await (const event of EventStream ?? []) {
      const { PayloadChunk, InvokeComplete }: Partial<InvokeWithResponseStreamResponseEvent> =
        event;
      if (InvokeComplete)
        return { ...(await keeper.finish()), complete: InvokeComplete, firstPart };
      const part = PayloadChunk?.Payload;
      if (part === undefined || part.length === 0) continue;
      firstPart ??= elapsed();
      onPart(part);
      await keeper.add(part);
    }
  } catch (error) {
    await keeper.discard();
    // What is no stream of events is as good as cut off: the function was running.
    throw error instanceof ConnectionFailure
      ? error
      : broken('UnreadableAnswer', messageOf(error), $metadata.requestId);
  }
  await keeper.discard();
  throw broken('EndedEarly', 'There was no last event.', $metadata.requestId);
}

function broken(code: string, message: string, requestId: string | undefined): ConnectionFailure {
  return new ConnectionFailure('reading', Object.assign(new Error(message), { code }), requestId);
}

function answered(
  answer: InvokeWithResponseStreamCommandOutput,
  status: number,
  { complete, firstPart, payload, size, file, notKept }: Read,
): Omit<Extract<Outcome, { kind: 'answered' }>, 'elapsed'> {
  return {
    kind: 'answered',
    status,
    payload,
    functionError: complete.ErrorCode,
    executedVersion: answer.ExecutedVersion,
    requestId: answer.$metadata.requestId,
    ...readLogResult(complete.LogResult),
    stream: { firstPart, size, file, notKept, errorDetails: complete.ErrorDetails },
  };
}
