import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { Failure, InvocationType, Outcome } from '../../aws/outcome.ts';
import { isUserError, UserError } from '../../errors.ts';
import type { Binding } from '../../payload/binding.ts';
import type { InvokeOptions } from '../../payload/invokeOptions.ts';
import { guard } from './guard.ts';
import { orCancelled } from './orCancelled.ts';
import { updateFirst } from './updateFirst.ts';

/** An invocation for which all questions are answered. */
export interface Sendable {
  /** The one that the questions were answered for: another one is refused. */
  readonly connection?: string;
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

/** What is told while it goes on. */
export interface SendEvents {
  /** Before anything of the request leaves; again where it is sent without the log. */
  onSending(sent: Opened): void;
  /** With each part of an answer that comes in parts. */
  onPart(sent: Sent, part: Uint8Array): void;
}

interface Opened extends Sent {
  readonly account: Account;
}

/**
 * An update of the local function, then one attempt. What fails before the request is sent is an outcome
 * too: the panel must not stay empty.
 */
export async function send(
  app: App,
  job: Sendable,
  { onSending, onPart }: SendEvents,
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
    if (job.connection !== undefined) checkConnection(account, job.connection);
    await guard(account, bound, signal);
    // Asking whether it is allowed changes nothing.
    const notes = type === 'DryRun' ? [] : await updateFirst(app, account, bound, signal);
    signal.throwIfAborted();
    const streamed = streams(account, job);
    const open = { account, notes, streamed };
    sent = open;
    const timeout = timeoutOf(app, account, bound);
    const request = { functionName, qualifier, type, payload: payload.bytes, timeout, ...options };
    const told = () => onSending(open);
    const outcome = streamed
      ? await account.invokeStreaming(request, (part) => onPart(open, part), signal, told)
      : await account.invoke(request, signal, told);
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
function streams({ functions, limits }: Account, { bound, type, options }: Sendable): boolean {
  // Durable executions have no streamed form.
  if (type !== 'RequestResponse' || options.durableExecutionName !== undefined) return false;
  const { functionName, qualifier } = bound;
  if (options.streamed !== undefined) return options.streamed;
  return (
    !limits.has('stream') && functions.knownUrlMode(functionName, qualifier) === 'RESPONSE_STREAM'
  );
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

/** Who selects another connection in the meantime must not find the function run there. */
function checkConnection({ target }: Account, asked: string): void {
  if (target.connection === asked) return;
  throw new UserError(
    `The connection ${target.connection} was selected in place of ${asked} before anything was sent. Invoke again if that is meant.`,
  );
}
