import { rm } from 'node:fs/promises';
import type { App, ProgressStep } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { InvocationType } from '../../aws/outcome.ts';
import { openGroupWriter } from '../../batch/groupWriter.ts';
import type { Item, Source } from '../../batch/item.ts';
import {
  continueJournal,
  type Journal,
  journalPath,
  type Plan,
  startJournal,
} from '../../batch/journal.ts';
import { keepSettled } from '../../batch/resultsFile.ts';
import { type BatchEnd, runBatch } from '../../batch/runBatch.ts';
import { type Summary, type Summing, startSummary } from '../../batch/summary.ts';
import { messageOf, UserError } from '../../errors.ts';
import type { Binding } from '../../payload/binding.ts';
import { updateFirst } from '../invoking/updateFirst.ts';
import type { Beginning } from './askEarlierRun.ts';
import { batchProgress } from './batchProgress.ts';

export interface EachJob {
  readonly account: Account;
  readonly source: Source;
  readonly plan: Plan;
  /** Absolute path. */
  readonly results: string;
  readonly bound: Binding;
  readonly type: InvocationType;
  readonly concurrency: number;
  readonly beginning: Beginning;
}

export interface EachEnd extends BatchEnd {
  readonly summary: Summary;
  readonly notes: readonly string[];
  /** ms */
  readonly elapsed: number;
  /** Sent or tried by this run. */
  readonly done: number;
}

/** How often the progress is told; ms. */
const interval = 500;

export async function runEach(app: App, job: EachJob, step: ProgressStep): Promise<EachEnd> {
  const { account, source, bound, type, concurrency, beginning } = job;
  const notes = type === 'DryRun' ? [] : await updateFirst(app, account, bound, step.signal);
  const summing = startSummary();
  const journal = await prepare(job, summing).catch(cannotWrite);
  const writer = await openGroupWriter(job.results, { durable: false }).catch(cannotWrite);
  const pool = account.openPool(concurrency);
  const { functionName, qualifier, tenantId } = bound;
  const request = { functionName, qualifier, type, ...(tenantId && { tenantId }) };
  const before = summing.summary().total;
  const progress = batchProgress(() => performance.now());
  let limit = concurrency;
  const tell = () => {
    const { total } = summing.summary();
    step.report(
      progress({ done: total, total: source.count, failed: summing.failed, limit, concurrency }),
    );
  };
  const timer = setInterval(tell, interval);
  const start = performance.now();
  let keep = true;
  try {
    const end = await runBatch({
      items: left(source.items(), beginning),
      concurrency,
      send: (payload, signal) => pool.invoke({ ...request, payload }, signal),
      journal,
      results: writer,
      summing,
      signal: step.signal,
      onProgress: (state) => {
        limit = state.limit;
      },
    });
    const summary = summing.summary();
    keep = end.stopped !== undefined || end.unanswered.length > 0 || summary.counts.notInvoked > 0;
    return {
      ...end,
      ...{ summary, notes, elapsed: performance.now() - start, done: summary.total - before },
    };
  } catch (error) {
    throw isDiskFailure(error) ? unwritable(error) : error;
  } finally {
    clearInterval(timer);
    pool.close();
    await writer.close();
    await journal.close(keep);
  }
}

/** Whatever moment the process ends at, results never say more than the journal allows. */
async function prepare({ results, plan, beginning }: EachJob, summing: Summing): Promise<Journal> {
  const path = journalPath(results);
  if (beginning.kind === 'resumed') {
    await keepSettled(results, beginning.skipped, summing);
    return continueJournal(path, beginning.journalEnd);
  }
  await rm(results, { force: true });
  return startJournal(path, plan);
}

async function* left(items: AsyncIterable<Item>, beginning: Beginning): AsyncGenerator<Item> {
  if (beginning.kind === 'anew') return yield* items;
  const done = new Set([...beginning.settled, ...beginning.skipped]);
  for await (const item of items) if (!done.has(item.key)) yield item;
}

function cannotWrite(error: unknown): never {
  throw isDiskFailure(error) ? unwritable(error) : error;
}

function isDiskFailure(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function unwritable(cause: NodeJS.ErrnoException): UserError {
  return new UserError(
    `The results could not be written, so no more was sent: ${messageOf(cause)}. Make room or choose another folder, then run Invoke Each again: it goes on where it ended.`,
    { cause },
  );
}
