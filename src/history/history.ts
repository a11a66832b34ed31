import type { Entry, NewEntry, SentEntry, WholeEntry } from './entry.ts';
import type { ListedEntry } from './entryId.ts';

/** The invocations that are kept on this machine, those of other windows too. */
export interface History {
  /**
   * For the moment before an invocation leaves: when this returns, an end of the process leaves a trace
   * of it. Answers with its id, until it ends. Never throws: what cannot be kept is told in the log.
   */
  sending(entry: SentEntry): string | undefined;
  /**
   * How an invocation ended; `sentAs` is what `sending` answered. One that was deleted meanwhile is not
   * kept. Never throws: what cannot be kept is told in the log, and to the person once.
   */
  record(entry: NewEntry, sentAs?: string): Promise<void>;
  /** All within the limits, newest first; nothing of them is read. Throws a `UserError` for a newer format. */
  list(): Promise<readonly ListedEntry[]>;
  /** In the order asked for; what is gone or damaged is left out, and damage is told in the log. */
  read(ids: readonly string[]): Promise<readonly Entry[]>;
  /** Of one that has ended meanwhile, as it is now. Throws a `UserError` when it is gone or damaged. */
  whole(id: string): Promise<WholeEntry>;
  /** Absolute path of a file with the bytes that were sent, which goes when the entry goes. */
  payloadFile(id: string): Promise<string>;
  remove(ids: readonly string[]): Promise<void>;
  /** Removes every entry, also those that a limit hides. */
  clear(): Promise<void>;
  /** Calls the listener after changes by any window, the end of one with something in flight too; answers with what ends that. */
  watch(listener: () => void): () => void;
}
