import {
  InvokeCommand,
  type InvokeCommandInput,
  type InvokeCommandOutput,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { invocationInput } from './invocationInput.ts';
import { readLogResult } from './logResult.ts';
import type { InvokeRequest, Outcome } from './outcome.ts';
import { type Sending, type SendOptions, sendOnce } from './sendOnce.ts';
import type { Target } from './target.ts';

export type InvokeInput = InvokeCommandInput & { readonly Payload: Uint8Array };

/** One attempt. Throws as the SDK's client does. */
export type InvokeOnce = (input: InvokeInput, options: SendOptions) => Promise<InvokeCommandOutput>;

export function invokeBy(client: LambdaClient): InvokeOnce {
  return (input, options) => client.send(new InvokeCommand(input), options);
}

/** Sends an invocation once, and waits for the whole answer. */
export function invoke(
  once: InvokeOnce,
  target: Target,
  request: InvokeRequest,
  sending: Sending = {},
): Promise<Outcome> {
  return sendOnce(target, request, sending, async (logType, options, elapsed) => {
    const { durableExecutionName } = request;
    const input = {
      ...invocationInput(request, logType),
      ...(durableExecutionName === undefined ? {} : { DurableExecutionName: durableExecutionName }),
    };
    return outcomeOf(request, await once(input, options), elapsed());
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
