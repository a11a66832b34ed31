import { InvokeCommand, type InvokeCommandOutput, type LambdaClient } from '@aws-sdk/client-lambda';
import type { InvokeRequest, Outcome, Target } from './account.ts';
import { invocationInput } from './invocationInput.ts';
import { readLogResult } from './logResult.ts';
import { type Sending, sendOnce } from './sendOnce.ts';

/** Sends an invocation once, and waits for the whole answer. */
export function invoke(
  client: LambdaClient,
  target: Target,
  request: InvokeRequest,
  sending: Sending = {},
): Promise<Outcome> {
  return sendOnce(target, request, sending, async (logType, options, elapsed) => {
    const { durableExecutionName } = request;
    const command = new InvokeCommand({
      ...invocationInput(request, logType),
      ...(durableExecutionName === undefined ? {} : { DurableExecutionName: durableExecutionName }),
    });
    return outcomeOf(request, await client.send(command, options), elapsed());
  });
}

function outcomeOf(request: InvokeRequest, answer: InvokeCommandOutput, elapsed: number): Outcome {
  const status = answer.StatusCode ?? answer.$metadata.httpStatusCode ?? 0;
  const requestId = answer.$metadata.requestId;
  // An endpoint that does not know the other types runs the function and answers 200.
  if (request.type === 'Event' && status === 202) {
    return { kind: 'queued', status, elapsed, requestId };
  }
  if (request.type === 'DryRun' && status === 204) {
    return { kind: 'allowed', status, elapsed, requestId };
  }
  return {
    kind: 'answered',
    status,
    elapsed,
    payload: answer.Payload ?? new Uint8Array(),
    functionError: answer.FunctionError,
    executedVersion: answer.ExecutedVersion,
    requestId,
    ...readLogResult(answer.LogResult),
  };
}
