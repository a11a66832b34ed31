import type { Entry, NewEntry, WholeEntry } from './entry.ts';
import type { ListedEntry } from './entryId.ts';

/** The invocations that are kept on this machine, those of other windows too. */
export interface History {
  /** Never throws: what cannot be kept is told in the log, and to the person once. */
  record(entry: NewEntry): Promise<void>;
  /** All within the limits, newest first; nothing of them is read. Throws a `UserError` for a newer format. */
  list(): Promise<readonly ListedEntry[]>;
  /** In the order asked for; what is gone or damaged is left out, and damage is told in the log. */
  read(ids: readonly string[]): Promise<readonly Entry[]>;
  /** Throws a `UserError` when it is gone or damaged. */
  whole(id: string): Promise<WholeEntry>;
  /** Absolute path of a file with the bytes that were sent, which goes when the entry goes. */
  payloadFile(id: string): Promise<string>;
  remove(ids: readonly string[]): Promise<void>;
  /** Removes every entry, also those that a limit hides. */
  clear(): Promise<void>;
  /** Calls the listener after changes by any window; answers with what ends that. */
  watch(listener: () => void): () => void;
}
