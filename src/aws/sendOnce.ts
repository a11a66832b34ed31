import { isCancelled } from '../errors.ts';
import { CredentialError } from './credentialError.ts';
import { describeFailure } from './failures.ts';
import { createLimits, type Limits, refusesQualifier } from './limits.ts';
import type { InvokeRequest, Outcome } from './outcome.ts';
import { mayHaveRun, provablyNotStarted, refusesLogTail } from './provablyNotStarted.ts';
import { type Refusal, readRefusal } from './refusal.ts';
import type { Target } from './target.ts';

/** How an invocation is sent; times in ms. */
export interface Sending {
  readonly signal?: AbortSignal | undefined;
  /** What Lambda itself may take on top of a function's time-out. */
  readonly margin?: number | undefined;
  /** What the endpoint cannot do; what is learnt is added. */
  readonly limits?: Limits;
  /** Called before anything of the request leaves. */
  readonly onSending?: (() => void) | undefined;
}

/** What each attempt is given. */
export interface SendOptions {
  /** How long the connection may be silent; 0 for ever. */
  readonly requestTimeout: number;
  readonly abortSignal?: AbortSignal;
  readonly onSending?: () => void;
}

/**
 * Sends an invocation once, and makes of whatever happens an outcome. Only where the log's tail was
 * refused, so that the function cannot have run, it is sent again without asking for it; the outcome
 * says so.
 */
export async function sendOnce(
  target: Target,
  request: InvokeRequest,
  { signal, margin = defaultMargin(target), limits = createLimits(), onSending }: Sending,
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
    ...(onSending && { onSending }),
  };

  async function attempt(logType: 'Tail' | undefined): Promise<Outcome> {
    try {
      return await send(logType, options, elapsed);
    } catch (error) {
      if (signal?.aborted) return { kind: 'cancelled', elapsed: elapsed() };
      // The person has refused what sending takes, so that nothing was sent.
      if (isCancelled(error)) throw error;
      if (error instanceof CredentialError) return unsigned(error, elapsed());
      const refusal = readRefusal(error);
      if (!refusal) throw error;
      if (logType && refusesLogTail(refusal)) {
        const again = await attempt(undefined);
        // By any other answer it is this function that sends none, or more than the log is refused.
        if (refusal.status === 501 && again.kind === 'answered') {
          limits.learn('tail', `${target.connection} sends no logs.`);
        }
        return withoutLog(again);
      }
      if (request.qualifier !== undefined && refusesQualifier(refusal)) {
        limits.learn('qualifier', `${target.connection} knows no versions and no aliases.`);
      }
      return refused(refusal, target, request, elapsed());
    }
  }

  if (signal?.aborted) return { kind: 'cancelled', elapsed: 0 };
  if (request.type !== 'RequestResponse') return attempt(undefined);
  return limits.known.has('tail') ? withoutLog(await attempt(undefined)) : attempt('Tail');
}

function withoutLog(outcome: Outcome): Outcome {
  return outcome.kind === 'answered' ? { ...outcome, logRefused: true } : outcome;
}

function unsigned({ failure }: CredentialError, elapsed: number): Outcome {
  return { kind: 'notInvoked', elapsed, requestId: undefined, failure, mayRetry: true };
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
    // That it was not invoked is what the outcome says.
    isSaid: true,
  });
  const { requestId } = refusal;
  if (!mayHaveRun(refusal)) {
    const mayRetry = provablyNotStarted(refusal);
    const throttled = refusal.status === 429;
    return { kind: 'notInvoked', elapsed, requestId, failure, mayRetry, throttled };
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
