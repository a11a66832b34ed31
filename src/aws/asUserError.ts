import { Cancelled, isCancelled, isUserError, UserError } from '../errors.ts';
import type { Attempt } from './attempt.ts';
import { describeFailure } from './failures.ts';
import { readRefusal } from './refusal.ts';
import { sentenceOf } from './sentenceOf.ts';

/** Awaits a call of the control plane: its failures become `UserError`s, its end by the signal `Cancelled`. */
export async function asUserError<T>(
  attempt: Attempt,
  signal: AbortSignal | undefined,
  call: () => Promise<T>,
): Promise<T> {
  try {
    signal?.throwIfAborted();
    return await call();
  } catch (error) {
    throw translated(error, attempt, signal);
  }
}

/** The same for pages that come one after the other. */
export async function* pagesAsUserErrors<T>(
  attempt: Attempt,
  signal: AbortSignal | undefined,
  pages: () => AsyncIterable<T>,
): AsyncGenerator<T> {
  try {
    signal?.throwIfAborted();
    for await (const page of pages()) {
      yield page;
      signal?.throwIfAborted();
    }
  } catch (error) {
    throw translated(error, attempt, signal);
  }
}

function translated(error: unknown, attempt: Attempt, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return new Cancelled();
  if (isCancelled(error) || isUserError(error)) return error;
  const refusal = readRefusal(error);
  if (!refusal) return error;
  const failure = describeFailure(refusal, attempt);
  const { fix } = failure;
  return new UserError(sentenceOf(failure, attempt.thing), { cause: error, ...(fix && { fix }) });
}
