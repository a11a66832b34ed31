import type { PlatformReport } from '../aws/logTail.ts';
import type { Outcome } from '../aws/outcome.ts';
import type { Request } from './invocations.ts';
import type { KeptOutcome } from './keptOutcome.ts';
import type { Unended } from './unended.ts';

/** Where an invocation went; never as whom. */
export interface Place {
  readonly connection: string;
  /** Twelve digits, when they were known. */
  readonly accountId: string | undefined;
  /** Undefined when the connection could not be opened. */
  readonly region: string | undefined;
  /** Base URL; undefined means AWS' own. */
  readonly endpoint: string | undefined;
}

/** An invocation that is being sent, to be kept. */
export interface SentEntry {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly place: Place;
  readonly request: Request;
  /** What was sent, in words, e.g. `events/order-created.json`. */
  readonly payloadName: string;
  /** What a person was told of what was sent, a sentence each. */
  readonly notes: readonly string[];
  readonly payload: Uint8Array;
}

/** An invocation that has ended, to be kept. */
export interface NewEntry extends SentEntry {
  readonly outcome: Outcome;
}

/** What is read of a kept invocation to list it: all but the bytes. */
export interface Entry extends Omit<SentEntry, 'payload'> {
  /** Begins with the time; entries sort by it. */
  readonly id: string;
  /** Bytes. */
  readonly payloadSize: number;
  readonly outcome: KeptOutcome | Unended;
  /** What it took, where the log said so. */
  readonly figures: PlatformReport | undefined;
}

/** The whole of a kept invocation. */
export interface WholeEntry {
  readonly entry: Entry;
  readonly payload: Uint8Array;
  readonly outcome: Outcome | Unended;
}
