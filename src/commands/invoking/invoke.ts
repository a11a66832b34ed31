import { readFile } from 'node:fs/promises';
import type { ReportHead } from '../../app/show.ts';
import type { App } from '../../app.ts';
import type { InvocationType } from '../../aws/outcome.ts';
import { isUserError, messageOf, UserError } from '../../errors.ts';
import type { Binding } from '../../payload/binding.ts';
import type { InvokeOptions } from '../../payload/invokeOptions.ts';
import { type Payload, readPayload } from '../../payload/payloadFile.ts';
import { checkSize } from '../../payload/payloadSize.ts';
import { askBeforeSending } from './askBeforeSending.ts';
import { chooseFunction } from './chooseFunction.ts';
import { type ChosenPayload, choosePayload } from './choosePayload.ts';
import { fillVariables } from './fillVariables.ts';
import { readInvokeTarget } from './invokeTarget.ts';
import { keepInHistory } from './keepInHistory.ts';
import { mapPaths } from './mapPaths.ts';
import { offerCure } from './offerCure.ts';
import { offerPermission } from './offerPermission.ts';
import { type Sendable, type SendEvents, type Sent, send } from './send.ts';
import { variableNotes } from './variableNotes.ts';

/**
 * Everything from the click to the block in the output panel: which payload, which function, the
 * questions, the check of the bytes, an update of the local function, one attempt, the report.
 * Without a type, the binding's own is used, else RequestResponse.
 */
export async function invoke(
  app: App,
  target: unknown,
  wanted: InvocationType | undefined,
  { tenantId, clientContext, durableExecutionName, streamed }: InvokeOptions = {},
  agreed: Agreed = {},
): Promise<void> {
  const given = readInvokeTarget(target);
  const chosen = await choosePayload(app, given);
  const bound = await chooseFunction(app, chosen.path, given);
  // After the question: what was typed while it was open is sent too.
  const payload = await readChosen(app, chosen);
  const type = wanted ?? bound.type ?? 'RequestResponse';
  const options = {
    ...{ tenantId: tenantId ?? bound.tenantId, clientContext, durableExecutionName, streamed },
  };
  await invokeBytes(app, { chosen, payload, bound, type, options }, agreed);
}

/** What a person was asked before. */
export interface Agreed {
  /** Whether it may run on this connection. */
  readonly asked?: boolean;
  /** Whether it may run although it is running. */
  readonly again?: boolean;
}

/** The same from the check of the bytes on. */
export async function invokeBytes(
  app: App,
  job: Job,
  { asked = false, again = false }: Agreed = {},
): Promise<void> {
  const { chosen, payload, bound, type } = job;
  checkSize(payload.bytes, type, chosen.name);
  // What is asked and sent from here on is for this one.
  const connection = app.connection.name;
  if (!asked) await askBeforeSending(app, chosen, bound, type);
  // Nothing is awaited between a check that finds no twin and the start: two quick clicks cannot both pass.
  if (!again && isRunning(app, chosen, bound)) await confirmSecond(app, chosen, bound);
  await run(app, { ...job, connection });
}

export interface Job extends Sendable {
  readonly chosen: ChosenPayload;
  readonly payload: Payload;
  /** What else the result says of what is sent. */
  readonly notes?: readonly string[];
}

async function readChosen(app: App, { path, name }: ChosenPayload): Promise<Payload> {
  if (path === undefined) return readPayload(Buffer.from('{}'), name);
  await app.workspace.save(path);
  const content = await readFile(path).catch((cause: unknown) => {
    throw unreadable(name, cause);
  });
  try {
    return await fillVariables(app, { path, name, content }, readPayload(content, name));
  } catch (error) {
    // An editor that refuses the file must not hide what is wrong with it.
    if (isUserError(error) && error.position) {
      await app.show.file(path, error.position).catch(() => undefined);
    }
    throw error;
  }
}

function unreadable(name: string, cause: unknown): UserError {
  const isGone = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  const reason = messageOf(cause);
  return new UserError(
    isGone
      ? `${name} does not exist any more, so nothing was sent. Choose another payload file.`
      : `${name} cannot be read, so nothing was sent: ${reason}. Check the file, then try again.`,
    { cause },
  );
}

function isRunning(app: App, chosen: ChosenPayload, bound: Binding): boolean {
  return app.invocations
    .running()
    .some(({ path, functionName }) => path === chosen.path && functionName === bound.functionName);
}

/** A second click must not run a function twice by mistake. */
async function confirmSecond(app: App, chosen: ChosenPayload, bound: Binding): Promise<void> {
  await app.prompts.confirm({
    message: `${bound.functionName} is still running with ${chosen.name}. Invoke it once more?`,
    detail: 'The invocation in flight goes on beside the new one.',
    action: 'Invoke Once More',
  });
}

async function run(app: App, job: Job & { readonly connection: string }): Promise<void> {
  const { connection, chosen, bound, type, options } = job;
  const { functionName, qualifier } = bound;
  const request = { connection, path: chosen.path, functionName, qualifier, type, options };
  const startedAt = new Date();
  // The history is files, and an environment holds secrets.
  const hides = (job.payload.filledIn?.hidden ?? []).length > 0;
  const keeps = app.connection.keepsHistory && app.settings(chosen.path).keepHistory && !hides;
  await app.invocations.track(request, async (id, signal) => {
    const headOf = ({ account, notes, streamed }: Sent): ReportHead => ({
      id,
      functionName,
      qualifier,
      connection,
      accountId: account?.target.accountId,
      region: account?.target.region,
      startedAt,
      type,
      ...(streamed && { streamed }),
      payloadName: chosen.name,
      payloadSize: job.payload.bytes.length,
      filledIn: job.payload.filledIn?.shown,
      notes: [
        ...(job.notes ?? []),
        ...payloadNotes(job.payload),
        ...optionNotes(options),
        ...notes,
      ],
    });
    const keeper = keeps ? await keepInHistory(app, request, job.payload.bytes) : undefined;
    const events: SendEvents = {
      onSending: (sent) => keeper?.sending(headOf(sent), sent.account),
      onPart: (sent, part) => app.show.part(headOf(sent), part),
    };
    const { sent, outcome } = await send(app, job, events, signal).catch(async (error) => {
      await keeper?.broken(error);
      throw error;
    });
    const { account } = sent;
    // After the answer: an invocation waits for no lookup.
    if (account && account.target.accountId === undefined) await app.connection.identify(account);
    const report = {
      ...headOf(sent),
      outcome,
      mapPaths: mapPaths(app, account?.target, functionName),
    };
    await Promise.all([app.show.result(report), keeper?.ended(report, account)]);
    if (!signal.aborted) {
      offerCure(app, request, outcome);
      offerPermission(app, account, functionName, outcome);
    }
    return outcome;
  });
}

function optionNotes({ tenantId, clientContext, durableExecutionName }: InvokeOptions): string[] {
  return [
    ...(tenantId === undefined ? [] : [`for the tenant ${tenantId}`]),
    ...(durableExecutionName === undefined ? [] : [`durable execution ${durableExecutionName}`]),
    ...(clientContext === undefined ? [] : [`with a client context: ${clientContext.trim()}`]),
  ];
}

function payloadNotes({ bytes, empty, commentsRemoved, filledIn }: Payload): string[] {
  return [
    ...(empty ? ['the file is empty, so an empty payload was sent'] : []),
    ...(commentsRemoved ? ['its comments were left out of what was sent'] : []),
    ...variableNotes(bytes, filledIn),
  ];
}
