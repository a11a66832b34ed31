import type { LambdaClient } from '@aws-sdk/client-lambda';
import { asUserError } from '../asUserError.ts';
import type { Attempt } from '../attempt.ts';
import type { Target } from '../target.ts';

/** What every call about functions needs. */
export interface Calls {
  readonly client: LambdaClient;
  /** `action` is Lambda's operation, e.g. `ListFunctions`. */
  attempt(doing: string, thing: string, action: string): Attempt;
  /** One call; its failures become `UserError`s that say what could not be done. */
  call<T>(
    what: { readonly doing: string; readonly thing: string; readonly action: string },
    signal: AbortSignal | undefined,
    work: (options: { abortSignal?: AbortSignal }) => Promise<T>,
  ): Promise<T>;
}

export function createCalls(client: LambdaClient, target: Target): Calls {
  const attempt = (doing: string, thing: string, action: string): Attempt => ({
    target,
    doing,
    thing,
    action: `lambda:${action}`,
  });
  return {
    client,
    attempt,
    call: ({ doing, thing, action }, signal, work) =>
      asUserError(attempt(doing, thing, action), signal, () => work(sending(signal))),
  };
}

export function sending(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal ? { abortSignal: signal } : {};
}

/** Answers undefined where the service says that there is no such thing. */
export async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}
