import { rm, truncate, writeFile } from 'node:fs/promises';
import { bootTime, isSameBoot } from '../history/processLife.ts';
import { type GroupWriter, openGroupWriter } from './groupWriter.ts';
import type { Key } from './item.ts';
import { readLines } from './lines.ts';

/** What a run sends, and where to. Strings and numbers only: it is kept as JSON. */
export interface Plan {
  /** Of the source. */
  readonly identity: string;
  /** What every item is sent to, with connection, account, region and type; compared as a whole. */
  readonly target: string;
}

/**
 * What a run is about to send, so that a run that was cut off can be resumed without sending anything
 * twice. Stays beside the results until every item has an answer.
 */
export interface Journal {
  /** Resolves when it is on the disk that these items are among the next to be sent. */
  aboutToSend(keys: readonly Key[]): Promise<void>;
  /** Now: a process that is killed leaves exactly these in doubt; after a power cut it may be the others too. */
  sending(key: Key): void;
  /** The item was refused before anything ran. */
  notSent(key: Key): Promise<void>;
  /** Marks the end of the run; without `keep` nothing is left to remember. */
  close(keep: boolean): Promise<void>;
}

/** What a journal tells of earlier runs. */
export interface Recorded extends Plan {
  readonly sent: ReadonlySet<Key>;
  /** Of the process whose run has not ended in order. */
  readonly openProcess: number | undefined;
  /** Where the last whole line ends, in bytes: nothing was sent by what stands behind it. */
  readonly end: number;
}

export function journalPath(results: string): string {
  return `${results}.journal`;
}

export async function startJournal(path: string, plan: Plan): Promise<Journal> {
  const head = `${JSON.stringify({ format, ...plan })}\n`;
  await writeFile(path, head);
  return continueJournal(path, Buffer.byteLength(head));
}

export async function continueJournal(path: string, end: number): Promise<Journal> {
  await truncate(path, end);
  const writer = await openGroupWriter(path, { durable: true });
  await writer.append(`${JSON.stringify({ process: process.pid, booted: bootTime() })}\n`);
  return journalOf(path, writer);
}

function journalOf(path: string, writer: GroupWriter): Journal {
  return {
    aboutToSend: (keys) => writer.append(keys.map((key) => `${JSON.stringify(key)}\n`).join('')),
    sending: (key) => writer.note(`${JSON.stringify({ at: key })}\n`),
    notSent: (key) => writer.append(`${JSON.stringify({ not: key })}\n`),
    async close(keep) {
      if (keep) await writer.append(`${JSON.stringify({ end: true })}\n`);
      await writer.close();
      if (!keep) await rm(path, { force: true });
    },
  };
}

/** Undefined when it is none of ours or damaged. */
export async function readJournal(path: string): Promise<Recorded | undefined> {
  let plan: Plan | undefined;
  let openProcess: number | undefined;
  let end = 0;
  const sent = new Set<Key>();
  /** About to be sent by the run that is being read, which was begun after this boot. */
  const next = new Set<Key>();
  let booted = 0;
  const endRun = (now: number) => {
    // What the system had taken is still there unless it was started anew: then all are in doubt.
    if (!isSameBoot(booted, now)) for (const key of next) sent.add(key);
    next.clear();
  };
  for await (const line of readLines(path, { limit: mostBytes })) {
    if (!line.whole) break;
    const entry = parse(line.bytes);
    end = line.end;
    if (plan === undefined) {
      plan = planOf(entry);
      if (plan === undefined) return undefined;
    } else if (isKey(entry)) next.add(entry);
    else {
      const { at, not, process: begun, booted: since, end: ended } = Object(entry);
      if (isKey(at)) {
        next.delete(at);
        sent.add(at);
      } else if (isKey(not)) {
        next.delete(not);
        sent.delete(not);
      } else if (typeof begun === 'number' && typeof since === 'number') {
        endRun(since);
        openProcess = begun;
        booted = since;
      } else if (ended === true) openProcess = undefined;
      else return undefined;
    }
  }
  if (plan === undefined) return undefined;
  endRun(bootTime());
  return { ...plan, sent, openProcess, end };
}

const format = 1;

/** Of a line: names of files are short. */
const mostBytes = 64 * 1024;

function planOf(entry: unknown): Plan | undefined {
  const { format: found, identity, target } = Object(entry);
  const isPlan = found === format && typeof identity === 'string' && typeof target === 'string';
  return isPlan ? { identity, target } : undefined;
}

function isKey(entry: unknown): entry is Key {
  return typeof entry === 'string' || typeof entry === 'number';
}

function parse(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(String(bytes));
  } catch {
    return undefined;
  }
}
