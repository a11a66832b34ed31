import type { App } from '../../app.ts';
import type { Account, Failure, InvocationType, Outcome } from '../../aws/account.ts';
import { isUserError, UserError } from '../../errors.ts';
import type { Binding } from '../../payload/binding.ts';
import type { InvokeOptions } from '../../payload/invokeOptions.ts';
import { orCancelled } from './orCancelled.ts';
import { updateFirst } from './updateFirst.ts';

/** An invocation for which all questions are answered. */
export interface Sendable {
  readonly payload: { readonly bytes: Uint8Array };
  readonly bound: Binding;
  readonly type: InvocationType;
  readonly options: InvokeOptions;
}

/** What is known when the request is sent. */
export interface Sent {
  /** Undefined when the connection could not be opened. */
  readonly account: Account | undefined;
  readonly notes: readonly string[];
  readonly streamed: boolean;
}

/**
 * An update of the local function, then one attempt. What fails before the request is sent is an outcome
 * too: the panel must not stay empty.
 */
export async function send(
  app: App,
  job: Sendable,
  onPart: (sent: Sent, part: Uint8Array) => void,
  signal: AbortSignal,
): Promise<{ readonly sent: Sent; readonly outcome: Outcome }> {
  const { bound, payload, type, options } = job;
  const { functionName, qualifier } = bound;
  const start = performance.now();
  let sent: Sent = { account: undefined, notes: [], streamed: false };
  try {
    // An endpoint may have to be started first, or a person to sign in.
    const account = await orCancelled(app.connection.account(), signal);
    sent = { ...sent, account };
    guard(account, bound);
    // Asking whether it is allowed changes nothing.
    const notes = type === 'DryRun' ? [] : await updateFirst(app, account, bound, signal);
    signal.throwIfAborted();
    const streamed = streams(account, job);
    sent = { account, notes, streamed };
    const timeout = timeoutOf(app, account, bound);
    const request = { functionName, qualifier, type, payload: payload.bytes, timeout, ...options };
    const outcome = streamed
      ? await account.invokeStreaming(request, (part) => onPart(sent, part), signal)
      : await account.invoke(request, signal);
    // The next one may stream; this one had to wait for nothing.
    if (outcome.kind === 'answered') account.functions.learnUrlMode(functionName, qualifier);
    return { sent, outcome };
  } catch (error) {
    const outcome: Outcome = {
      kind: 'notInvoked',
      elapsed: performance.now() - start,
      requestId: undefined,
      failure: signal.aborted ? cancelled : failureOf(error),
      mayRetry: true,
    };
    return { sent, outcome };
  }
}

/** By hand, else as the function's URL does where that is known. */
function streams({ functions }: Account, { bound, type, options }: Sendable): boolean {
  // Durable executions have no streamed form.
  if (type !== 'RequestResponse' || options.durableExecutionName !== undefined) return false;
  const { functionName, qualifier } = bound;
  return options.streamed ?? functions.knownUrlMode(functionName, qualifier) === 'RESPONSE_STREAM';
}

/**
 * Of `$LATEST`, where it is known. On the local connection events wait for a free environment, for which
 * there is no limit.
 */
function timeoutOf(
  { connection }: Pick<App, 'connection'>,
  { functions }: Account,
  { functionName, qualifier = '$LATEST' }: Binding,
): number | undefined {
  if (connection.kind === 'local' || qualifier !== '$LATEST') return undefined;
  return functions.known(functionName)?.timeout;
}

const cancelled: Failure = {
  message: 'it was cancelled before it was sent',
  advice: '',
  code: '',
};

function failureOf(error: unknown): Failure {
  if (!isUserError(error)) throw error;
  const { message, fix } = error;
  return { message, advice: '', code: '', ...(fix && { fix }) };
}

/** A shared binding may name the only account and region in which it is to be used. */
export function guard({ target }: Account, { functionName, account, region }: Binding): void {
  const wrongAccount =
    account !== undefined && target.accountId !== undefined && account !== target.accountId;
  if (wrongAccount || (region !== undefined && region !== target.region)) {
    throw new UserError(
      `${functionName} is bound to ${[account, region].filter(Boolean).join(' in ')} by the setting lambdaBench.payloads, but the connection ${target.connection} is ${target.accountId ?? 'an unknown account'} in ${target.region}. Change the setting, or choose the function for this file.`,
    );
  }
}
