import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { readSegment, type Segment, segmentNumber, segmentsOf } from './segment.ts';

/** An event as CloudWatch Logs shows it; times are ms since the epoch. */
export interface StoredLogEvent {
  /**
   * 56 digits, different for each event of a group. In their order, events stand by time, then by
   * stream, then as they came.
   */
  readonly id: string;
  readonly stream: string;
  readonly timestamp: number;
  readonly ingested: number;
  readonly message: string;
}

export interface LogStreamSummary {
  readonly name: string;
  readonly created: number;
  /** Of its first and its last event, if it has any. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly lastIngested: number | undefined;
}

export interface LogSelection {
  /** The one stream that is wanted, where it is one. */
  readonly stream?: string | undefined;
  readonly wants?: (stream: string) => boolean;
  /** Times of the first and the last event, both included. */
  readonly from: number;
  readonly to: number;
}

export interface LogReader {
  streams(groupFolder: string): Promise<LogStreamSummary[]>;
  /** Part by part, in no order. */
  events(groupFolder: string, selection: LogSelection): AsyncIterable<StoredLogEvent[]>;
  /** Of a segment that is gone, or of all. */
  forget(path?: string): void;
}

interface Summary extends LogStreamSummary {
  /** Of the file, when it was read. */
  readonly bytes: number;
}

/** Reads logs from disk; remembers of each segment what is in it, so as not to read those that hold nothing wanted. */
export function createLogReader(): LogReader {
  const summaries = new Map<string, Summary>();

  async function read(path: string, bytes: number): Promise<Segment | undefined> {
    const segment = await readSegment(path);
    if (segment !== undefined) summaries.set(path, { ...summaryOf(segment), bytes });
    return segment;
  }

  async function known(path: string): Promise<{ bytes: number; summary: Summary | undefined }> {
    const bytes = (await stat(path).catch(() => undefined))?.size ?? 0;
    const summary = summaries.get(path);
    return { bytes, summary: summary?.bytes === bytes ? summary : undefined };
  }

  return {
    async streams(groupFolder) {
      const streams = new Map<string, LogStreamSummary>();
      for (const path of await segmentsOf(groupFolder)) {
        const { bytes, summary } = await known(path);
        if (summary === undefined) await read(path, bytes);
        const found = summary ?? summaries.get(path);
        if (found !== undefined) {
          const before = streams.get(found.name);
          streams.set(found.name, before === undefined ? found : joined(before, found));
        }
      }
      return [...streams.values()];
    },
    async *events(groupFolder, { stream, wants = () => true, from, to }) {
      for (const path of await segmentsOf(groupFolder, stream)) {
        const { bytes, summary } = await known(path);
        if (summary !== undefined && !holds(summary, from, to)) continue;
        if (summary !== undefined && !wants(summary.name)) continue;
        const segment = await read(path, bytes);
        if (segment === undefined || !wants(segment.head.stream)) continue;
        const name = segment.head.stream;
        if (stream !== undefined && name !== stream) continue;
        const [hash, number] = [digitsOf(name), segmentNumber(path)];
        yield segment.events
          .filter(({ timestamp }) => timestamp >= from && timestamp <= to)
          .map(({ timestamp, ingested, message, line }) => ({
            id: `${digits(timestamp, 14)}${hash}${digits(number, 12)}${digits(line, 14)}`,
            stream: name,
            timestamp,
            ingested,
            message,
          }));
      }
    },
    forget(path) {
      if (path === undefined) summaries.clear();
      else summaries.delete(path);
    },
  };
}

function summaryOf({ head, events }: Segment): LogStreamSummary {
  let [first, last, lastIngested] = [Number.POSITIVE_INFINITY, 0, 0];
  for (const { timestamp, ingested } of events) {
    first = Math.min(first, timestamp);
    last = Math.max(last, timestamp);
    lastIngested = Math.max(lastIngested, ingested);
  }
  const { stream: name, created } = head;
  return events.length === 0
    ? { name, created, first: undefined, last: undefined, lastIngested: undefined }
    : { name, created, first, last, lastIngested };
}

function joined(one: LogStreamSummary, other: LogStreamSummary): LogStreamSummary {
  return {
    name: one.name,
    created: Math.min(one.created, other.created),
    first: extreme(Math.min, one.first, other.first),
    last: extreme(Math.max, one.last, other.last),
    lastIngested: extreme(Math.max, one.lastIngested, other.lastIngested),
  };
}

function extreme(
  pick: (...times: number[]) => number,
  ...times: (number | undefined)[]
): number | undefined {
  const given = times.filter((time) => time !== undefined);
  return given.length === 0 ? undefined : pick(...given);
}

function holds({ first, last }: Summary, from: number, to: number): boolean {
  return first !== undefined && last !== undefined && first <= to && last >= from;
}

/** 16 digits that stand for a stream. */
function digitsOf(stream: string): string {
  const hash = createHash('sha256').update(stream).digest().readBigUInt64BE();
  return String(hash % 10n ** 16n).padStart(16, '0');
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0');
}
