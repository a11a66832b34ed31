import type { InvokeRequest, Outcome, Target } from './account.ts';
import { describeFailure } from './failures.ts';
import { mayHaveRun, provablyNotStarted, refusesLogTail } from './provablyNotStarted.ts';
import { type Refusal, readRefusal } from './refusal.ts';

/** How an invocation is sent; times in ms. */
export interface Sending {
  readonly signal?: AbortSignal | undefined;
  /** What Lambda itself may take on top of a function's time-out. */
  readonly margin?: number | undefined;
}

/** What each attempt is given. */
export interface SendOptions {
  /** How long the connection may be silent; 0 for ever. */
  readonly requestTimeout: number;
  readonly abortSignal?: AbortSignal;
}

/**
 * Sends an invocation once, and makes of whatever happens an outcome. Only where the log's tail was
 * refused, so that the function cannot have run, it is sent again without asking for it; the outcome
 * says so.
 */
export async function sendOnce(
  target: Target,
  request: InvokeRequest,
  { signal, margin = defaultMargin(target) }: Sending,
  send: (
    logType: 'Tail' | undefined,
    options: SendOptions,
    elapsed: () => number,
  ) => Promise<Outcome>,
): Promise<Outcome> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  const options = {
    requestTimeout: silence(request, margin),
    ...(signal && { abortSignal: signal }),
  };

  async function attempt(logType: 'Tail' | undefined): Promise<Outcome> {
    try {
      return await send(logType, options, elapsed);
    } catch (error) {
      if (signal?.aborted) return { kind: 'cancelled', elapsed: elapsed() };
      const refusal = readRefusal(error);
      if (!refusal) throw error;
      if (logType && refusesLogTail(refusal)) {
        const again = await attempt(undefined);
        return again.kind === 'answered' ? { ...again, logRefused: true } : again;
      }
      return refused(refusal, target, request, elapsed());
    }
  }

  if (signal?.aborted) return { kind: 'cancelled', elapsed: 0 };
  return attempt(request.type === 'RequestResponse' ? 'Tail' : undefined);
}

function refused(
  refusal: Refusal,
  target: Target,
  request: InvokeRequest,
  elapsed: number,
): Outcome {
  const failure = describeFailure(refusal, {
    target,
    doing: `invoke ${request.functionName}`,
    thing: thingOf(request),
    action: 'lambda:InvokeFunction',
  });
  const { requestId } = refusal;
  if (!mayHaveRun(refusal)) {
    const mayRetry = provablyNotStarted(refusal);
    return { kind: 'notInvoked', elapsed, requestId, failure, mayRetry };
  }
  const advice = howToFindOut(requestId);
  return { kind: 'lost', elapsed, requestId, failure: { ...failure, advice } };
}

function howToFindOut(requestId: string | undefined): string {
  return `Look ${requestId ? `for request ${requestId} in` : 'into'} the function's log before you run it again.`;
}

/** Lambda starts environments in seconds; other endpoints may have to fetch an image first. */
function defaultMargin({ endpoint }: Target): number {
  return endpoint === undefined ? 30_000 : 300_000;
}

/** Only a run takes the function's time. */
function silence({ type, timeout }: InvokeRequest, margin: number): number {
  if (type !== 'RequestResponse') return margin;
  return timeout === undefined ? 0 : timeout * 1000 + margin;
}

function thingOf({ functionName, qualifier }: InvokeRequest): string {
  return qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
}
