import { InvokeCommand, type InvokeCommandOutput, type LambdaClient } from '@aws-sdk/client-lambda';
import type { InvokeRequest, Outcome, Target } from './account.ts';
import { describeFailure } from './failures.ts';
import { mayHaveRun, provablyNotStarted, refusesLogTail } from './provablyNotStarted.ts';
import { readRefusal } from './refusal.ts';

/** What Lambda itself may take on top of a function's time-out, e.g. to start its environment; ms. */
const defaultMargin = 30_000;

/**
 * Sends an invocation once. Only where the log's tail was refused, so that the function cannot have
 * run, it is sent again without asking for it; the outcome says so.
 */
export async function invoke(
  client: LambdaClient,
  target: Target,
  request: InvokeRequest,
  signal?: AbortSignal,
  margin = defaultMargin,
): Promise<Outcome> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  const options = {
    requestTimeout: silence(request, margin),
    ...(signal && { abortSignal: signal }),
  };

  async function attempt(logType: 'Tail' | undefined): Promise<Outcome> {
    try {
      const answer = await client.send(command(request, logType), options);
      return outcomeOf(request, answer, elapsed());
    } catch (error) {
      if (signal?.aborted) return { kind: 'cancelled', elapsed: elapsed() };
      const refusal = readRefusal(error);
      if (!refusal) throw error;
      if (logType && refusesLogTail(refusal)) {
        const again = await attempt(undefined);
        return again.kind === 'answered' ? { ...again, logRefused: true } : again;
      }
      const failure = describeFailure(refusal, {
        target,
        doing: `invoke ${request.functionName}`,
        thing: thingOf(request),
        action: 'lambda:InvokeFunction',
      });
      const { requestId } = refusal;
      return mayHaveRun(refusal)
        ? {
            kind: 'lost',
            elapsed: elapsed(),
            requestId,
            failure: { ...failure, advice: howToFindOut(requestId) },
          }
        : {
            kind: 'notInvoked',
            elapsed: elapsed(),
            requestId,
            failure,
            mayRetry: provablyNotStarted(refusal),
          };
    }
  }

  if (signal?.aborted) return { kind: 'cancelled', elapsed: 0 };
  return attempt(request.type === 'RequestResponse' ? 'Tail' : undefined);
}

function command(request: InvokeRequest, logType: 'Tail' | undefined): InvokeCommand {
  return new InvokeCommand({
    FunctionName: request.functionName,
    InvocationType: request.type,
    Payload: request.payload,
    ...(request.qualifier === undefined ? {} : { Qualifier: request.qualifier }),
    ...(logType ? { LogType: logType } : {}),
    ...(request.tenantId === undefined ? {} : { TenantId: request.tenantId }),
    ...(request.durableExecutionName === undefined
      ? {}
      : { DurableExecutionName: request.durableExecutionName }),
    ...(request.clientContext === undefined
      ? {}
      : { ClientContext: Buffer.from(request.clientContext).toString('base64') }),
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
    log: answer.LogResult === undefined ? undefined : Buffer.from(answer.LogResult, 'base64'),
  };
}

function howToFindOut(requestId: string | undefined): string {
  return `Look ${requestId ? `for request ${requestId} in` : 'into'} the function's log before you run it again.`;
}

/** How long a connection may be silent, in ms; 0 means for ever. Only a run takes the function's time. */
function silence({ type, timeout }: InvokeRequest, margin: number): number {
  if (type !== 'RequestResponse') return margin;
  return timeout === undefined ? 0 : timeout * 1000 + margin;
}

function thingOf({ functionName, qualifier }: InvokeRequest): string {
  return qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
}
