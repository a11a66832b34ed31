import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from '../aws/outcome.ts';
import { isUserError, messageOf } from '../errors.ts';
import type { GroupWriter } from './groupWriter.ts';
import type { Item, Key } from './item.ts';
import type { Journal } from './journal.ts';
import { createPace } from './pace.ts';
import { recordAhead } from './recordAhead.ts';
import { formatResult, type Result, resultOf } from './resultLine.ts';
import type { Summing } from './summary.ts';

export interface Batch {
  readonly items: AsyncIterable<Item>;
  /** How many may be under way. */
  readonly concurrency: number;
  /** One attempt. */
  send(payload: Uint8Array, signal: AbortSignal): Promise<Outcome>;
  readonly journal: Pick<Journal, 'aboutToSend' | 'sending' | 'notSent'>;
  readonly results: Pick<GroupWriter, 'append'>;
  readonly summing: Summing;
  /** Ends the run: nothing more is sent, and what is under way has a little time to answer. */
  readonly signal: AbortSignal;
  /** Called with each item that has ended. */
  onProgress?(state: { readonly limit: number }): void;
  readonly patience?: Partial<Patience>;
}

/** ms */
export interface Patience {
  /** What is under way may take so long after the end of the run was asked for. */
  readonly grace: number;
  /** The run ends when Lambda has accepted nothing for so long. */
  readonly throttled: number;
  /** Before an item is tried again for the first time; doubles with each further time. */
  readonly retry: number;
}

export interface BatchEnd {
  /** Why not all was sent, in a sentence; undefined when nothing is left. */
  readonly stopped: string | undefined;
  /** Sent, and no answer came. */
  readonly unanswered: readonly Key[];
}

const defaultPatience: Patience = { grace: 5_000, throttled: 120_000, retry: 200 };
const longestRetry = 10_000;
/** A group is recorded while the one before is sent, which takes so many round trips. */
const groupsFor = 4;
/** So many failures in a row are no matter of single events. */
const leastFailures = 10;

/**
 * Sends each item once. What was throttled is sent again, slower; nothing else is. Ends early when the
 * person wants it or when nothing can be sent any more. Throws only for bugs and a disk that fails.
 */
export async function runBatch(batch: Batch): Promise<BatchEnd> {
  const patience = { ...defaultPatience, ...batch.patience };
  const { journal, results, summing, concurrency } = batch;
  const pace = createPace(concurrency);
  const mostFailures = Math.max(leastFailures, concurrency);
  const items = recordAhead(batch.items, journal, groupsFor * concurrency);
  const unanswered: Key[] = [];
  const abort = new AbortController();
  /** Ends waits between attempts. */
  const stop = new AbortController();
  let stopped: string | undefined;
  let failures = 0;
  let lastAccepted = performance.now();

  function end(reason: string): void {
    stopped ??= reason;
    stop.abort();
  }

  async function record(result: Result, response?: Uint8Array): Promise<void> {
    summing.add(result);
    await results.append(formatResult(result, response));
    batch.onProgress?.({ limit: pace.limit });
  }

  async function sendUntilAccepted(key: Key, payload: Uint8Array): Promise<void> {
    for (let attempt = 0; stopped === undefined; attempt += 1) {
      // The first time it was recorded with its group.
      if (attempt > 0) await journal.aboutToSend([key]);
      const turn = await pace.enter();
      if (stopped !== undefined) {
        turn.over();
        return journal.notSent(key);
      }
      const outcome = await send(key, payload).catch((error: unknown) => {
        turn.over();
        throw error;
      });
      const isThrottled = outcome.kind === 'notInvoked' && outcome.throttled === true;
      if (!isThrottled) {
        lastAccepted = performance.now();
        if (outcome.kind === 'answered') turn.answered();
        else turn.over();
        return settle(key, outcome);
      }
      turn.throttled();
      await journal.notSent(key);
      batch.onProgress?.({ limit: pace.limit });
      if (performance.now() - lastAccepted > patience.throttled) {
        end(`Lambda accepted nothing for a while: ${outcome.failure.message}.`);
        return;
      }
      await pause(Math.min(longestRetry, patience.retry * 2 ** attempt), stop.signal);
    }
  }

  async function send(key: Key, payload: Uint8Array): Promise<Outcome> {
    journal.sending(key);
    return batch.send(payload, abort.signal);
  }

  async function settle(key: Key, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'cancelled') {
      unanswered.push(key);
      return;
    }
    if (outcome.kind === 'lost') unanswered.push(key);
    const failed = outcome.kind === 'lost' || outcome.kind === 'notInvoked';
    failures = failed ? failures + 1 : 0;
    if (failed && failures >= mostFailures) {
      end(`${failures} in a row failed alike, the last one so: ${outcome.failure.message}.`);
    }
    await record(resultOf(key, outcome), outcome.kind === 'answered' ? outcome.payload : undefined);
  }

  async function handle(item: Item): Promise<void> {
    if ('payload' in item) return sendUntilAccepted(item.key, item.payload);
    const error = { type: 'NotSent', message: item.problem };
    return record({ key: item.key, outcome: 'notSent', error });
  }

  async function nextItem(): Promise<Item | undefined> {
    if (stopped !== undefined) return undefined;
    try {
      const next = await items.next();
      return next.done ? undefined : next.value;
    } catch (error) {
      if (!isUserError(error)) throw error;
      end(messageOf(error));
      return undefined;
    }
  }

  async function work(): Promise<void> {
    try {
      for (let item = await nextItem(); item !== undefined; item = await nextItem()) {
        await handle(item);
      }
    } catch (error) {
      end('It failed unexpectedly.');
      throw error;
    }
  }

  const onCancel = () => end('You stopped it.');
  if (batch.signal.aborted) onCancel();
  batch.signal.addEventListener('abort', onCancel);
  // While some wait to be tried again, others are sent.
  const workers = Promise.allSettled(Array.from({ length: 2 * concurrency }, work));
  const ended = new AbortController();
  const impatience = whenAborted(stop.signal, ended.signal)
    .then(() => pause(patience.grace, ended.signal))
    .then(() => abort.abort());
  const done = await workers;
  ended.abort();
  await impatience;
  batch.signal.removeEventListener('abort', onCancel);
  await items.return(undefined);
  for (const { reason } of done.filter((each) => each.status === 'rejected')) throw reason;
  return { stopped, unanswered };
}

async function whenAborted(...signals: readonly AbortSignal[]): Promise<void> {
  const any = AbortSignal.any([...signals]);
  if (any.aborted) return;
  await new Promise((resolve) => any.addEventListener('abort', resolve, { once: true }));
}

/** Ends early with the signal. Spread a little, so that what was refused together does not return together. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const spread = milliseconds * (0.75 + Math.random() / 2);
  await delay(spread, undefined, { signal }).catch(() => undefined);
}
