import { existsSync } from 'node:fs';
import { processExists } from '../processes.ts';
import type { Key } from './item.ts';
import { journalPath, type Plan, type Recorded, readJournal } from './journal.ts';
import { isSettled } from './resultLine.ts';
import { DamagedLine, readResults } from './resultsFile.ts';

/** What lies where the results of a batch go. */
export type EarlierRun =
  | { readonly kind: 'none' }
  /** Results that nothing is missing of, or of which nothing is known. */
  | { readonly kind: 'finished' }
  | { readonly kind: 'running'; readonly process: number }
  /** What of it cannot be read, in half a sentence. */
  | { readonly kind: 'damaged'; readonly what: string }
  /** It was of something else, or went elsewhere. */
  | { readonly kind: 'other'; readonly what: 'source' | 'target'; readonly plan: Plan }
  | {
      readonly kind: 'resumable';
      /** Items that need nothing any more. */
      readonly settled: ReadonlySet<Key>;
      /** Sent, and nobody knows how it ended. */
      readonly unanswered: readonly Key[];
      readonly journal: Recorded;
    };

export async function readEarlierRun(results: string, plan: Plan): Promise<EarlierRun> {
  const path = journalPath(results);
  if (!existsSync(path)) return { kind: existsSync(results) ? 'finished' : 'none' };
  const journal = await readJournal(path).catch(() => undefined);
  if (journal === undefined) return { kind: 'damaged', what: 'the record of what was sent' };
  const { openProcess } = journal;
  if (openProcess !== undefined && processExists(openProcess)) {
    return { kind: 'running', process: openProcess };
  }
  if (journal.identity !== plan.identity) return { kind: 'other', what: 'source', plan: journal };
  if (journal.target !== plan.target) return { kind: 'other', what: 'target', plan: journal };
  return compare(results, journal);
}

async function compare(results: string, journal: Recorded): Promise<EarlierRun> {
  const settled = new Set<Key>();
  const unanswered = new Set(journal.sent);
  try {
    if (existsSync(results)) {
      for await (const { key, outcome } of readResults(results)) {
        if (isSettled(outcome)) settled.add(key);
        if (outcome === 'lost') unanswered.add(key);
        else unanswered.delete(key);
      }
    }
  } catch (error) {
    if (!(error instanceof DamagedLine)) throw error;
    return { kind: 'damaged', what: `its line ${error.line}` };
  }
  return { kind: 'resumable', settled, unanswered: [...unanswered], journal };
}
