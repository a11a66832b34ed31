import { join } from 'node:path';
import type { App } from '../app.ts';
import type { Account } from '../aws/account.ts';
import type { InvocationType } from '../aws/outcome.ts';
import { fileSource } from '../batch/fileSource.ts';
import type { Source } from '../batch/item.ts';
import { openLines } from '../batch/lineSource.ts';
import { Cancelled, isCancelled, isUserError } from '../errors.ts';
import { type Binding, targetName } from '../payload/binding.ts';
import { bindingsIn } from '../payload/fileBinding.ts';
import { count } from '../payload/sizeInWords.ts';
import { askEarlierRun } from './batches/askEarlierRun.ts';
import { type BatchTarget, chooseBatchTarget } from './batches/batchTarget.ts';
import { filledItems } from './batches/filledItems.ts';
import { reportEach } from './batches/reportEach.ts';
import { runEach } from './batches/runEach.ts';
import { accountOf } from './flows/accountOf.ts';
import { askBeforeSending } from './invoking/askBeforeSending.ts';
import { chooseFunction } from './invoking/chooseFunction.ts';
import { guard } from './invoking/guard.ts';

/**
 * Invokes once for each line of a `.jsonl` file, or each payload file of a folder or a selection
 * (`selected`: what the explorer gives as its second argument), and writes the results beside it.
 */
export async function invokeEach(app: App, from?: unknown, selected?: unknown): Promise<void> {
  const batch = await chooseBatchTarget(app, from, selected);
  await saveEditors(app, batch);
  const bound = await chooseBatchFunction(app, batch);
  const type = bound.type ?? 'RequestResponse';
  const account = await app.connection.account();
  await guard(account, bound);
  const source = await openSource(app, batch, type);
  const target = targetInWords(account, await accountIdOf(account), bound, type);
  const plan = { identity: source.identity, target };
  const beginning = await askEarlierRun(app, batch.results, plan, source.count);
  const done =
    beginning.kind === 'anew' ? 0 : new Set([...beginning.settled, ...beginning.skipped]).size;
  const times = `${count(source.count - done - source.unsendable)} times`;
  const concurrency = await askConcurrency(app, targetName(bound), times, source);
  const first = { path: firstPath(batch), name: batch.name };
  await askBeforeSending(app, first, bound, type, times);
  const still = await accountOf(app, account.target.connection);
  const filled = { ...source, items: () => filledItems(app, batch, source.items()) };
  const job = {
    ...{ account: still, source: filled, plan, bound, type, concurrency, beginning },
    results: batch.results,
  };
  const end = await app.progress.run(
    `Invoking ${targetName(bound)} for each of ${batch.name} (${account.target.connection})`,
    (step) => runEach(app, job, step),
  );
  reportEach(app, batch.name, job, end);
}

/** Payload files share their binding: the first one speaks for all. */
function firstPath(batch: BatchTarget): string {
  return batch.kind === 'lines' ? batch.path : join(batch.folder, batch.names[0] ?? '');
}

async function saveEditors({ workspace }: Pick<App, 'workspace'>, batch: BatchTarget) {
  if (batch.kind === 'lines') return workspace.save(batch.path);
  for (const name of batch.names) await workspace.save(join(batch.folder, name));
}

/** A line's file has a binding of its own; payload files lend theirs where all have the same. */
async function chooseBatchFunction(app: App, batch: BatchTarget): Promise<Binding> {
  if (batch.kind === 'lines') return chooseFunction(app, batch.path, batch);
  if (batch.functionName !== undefined) return chooseFunction(app, undefined, batch);
  const bindingOf = bindingsIn(app);
  const [first, ...others] = batch.names.map((name) => bindingOf(join(batch.folder, name)));
  const same = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  return first && same ? first : chooseFunction(app, undefined, batch);
}

async function openSource(
  { progress }: Pick<App, 'progress'>,
  batch: BatchTarget,
  type: InvocationType,
): Promise<Source> {
  if (batch.kind === 'files') return fileSource(batch.folder, batch.names, type);
  return progress.run(`Reading ${batch.name}`, async ({ signal }) => {
    try {
      return await openLines(batch.path, type, signal);
    } catch (error) {
      throw signal.aborted ? new Cancelled() : error;
    }
  });
}

/** How long the account's id is waited for, which a run can do without; ms. */
const patience = 5000;

/** Looked up: it may become known in the middle of things, and a run is not another for that. */
async function accountIdOf(account: Account): Promise<string | undefined> {
  if (account.target.accountId !== undefined) return account.target.accountId;
  try {
    return (await account.identity(AbortSignal.timeout(patience))).accountId;
  } catch (error) {
    if (isUserError(error) || isCancelled(error)) return undefined;
    throw error;
  }
}

/** Also what tells a run from one that went elsewhere. */
function targetInWords(
  { target: { connection, region } }: Account,
  accountId: string | undefined,
  bound: Binding,
  type: InvocationType,
): string {
  const parts = [targetName(bound), connection, accountId, region, type, bound.tenantId];
  return parts.filter(Boolean).join(' · ');
}

async function askConcurrency(
  { prompts }: Pick<App, 'prompts'>,
  name: string,
  times: string,
  { unsendable }: Source,
): Promise<number> {
  const left = unsendable === 0 ? '' : ` (${count(unsendable)} cannot be sent: see the results)`;
  const text = await prompts.input({
    prompt: `${name} is invoked ${times}${left}. How many at a time?`,
    value: '10',
    validate: concurrencyProblem,
  });
  return Number(text);
}

function concurrencyProblem(text: string): string | undefined {
  const value = Number(text);
  return /^\d+$/.test(text.trim()) && value >= 1 && value <= 1000
    ? undefined
    : 'A whole number from 1 to 1000: how many invocations may be under way at the same time.';
}
