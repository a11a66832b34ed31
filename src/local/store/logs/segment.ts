import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileKey } from './fileKey.ts';

/**
 * A part of a log stream on disk: a file of lines, each a JSON value. The first is the segment's head,
 * the others are its events. Lines are only ever added; one that a crash has cut is passed over.
 */
export interface Segment {
  readonly head: SegmentHead;
  readonly events: readonly SegmentEvent[];
}

export interface SegmentHead {
  /** Name of the log stream. */
  readonly stream: string;
  /** When the stream was created; ms since the epoch. */
  readonly created: number;
}

/** Both times are ms since the epoch. */
export interface SegmentEvent {
  readonly timestamp: number;
  readonly ingested: number;
  readonly message: string;
  /** Number of its line. */
  readonly line: number;
}

export function headLine({ stream, created }: SegmentHead): string {
  return `${JSON.stringify({ stream, created })}\n`;
}

export function eventLine({ timestamp, ingested, message }: Omit<SegmentEvent, 'line'>): string {
  return `${JSON.stringify([timestamp, ingested, message])}\n`;
}

/** Undefined when there is no such file (any more), or its head is damaged. */
export async function readSegment(path: string): Promise<Segment | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
  const [first = '', ...lines] = text.split('\n');
  const head = readHead(first);
  if (head === undefined) return undefined;
  const events = lines.flatMap((line, index) => readEvent(line, index + 1) ?? []);
  return { head, events };
}

/** The segments of one stream, or of all of a log group's, in the order in which they were written. */
export async function segmentsOf(groupFolder: string, stream?: string): Promise<string[]> {
  const names = await readdir(groupFolder).catch((): string[] => []);
  return names
    .filter((name) => belongsTo(name, stream))
    .sort()
    .map((name) => join(groupFolder, name));
}

export function segmentName(stream: string, number: number): string {
  return `${fileKey(stream)}.${String(number).padStart(12, '0')}${ending}`;
}

/** At most 12 digits. */
export function segmentNumber(path: string): number {
  return Number(/(\d+)\.log$/.exec(path)?.[1]);
}

/**
 * The number for a segment that begins at a time (ms since the epoch): it follows those of the segments
 * before, so that nobody has to look for them.
 */
export function segmentNumberOf(time: number): number {
  return Math.floor(time / 10);
}

function belongsTo(name: string, stream: string | undefined): boolean {
  return name.endsWith(ending) && (stream === undefined || name.startsWith(`${fileKey(stream)}.`));
}

const ending = '.log';

function readHead(line: string): SegmentHead | undefined {
  const { stream, created }: { stream?: unknown; created?: unknown } = Object(parse(line));
  return typeof stream === 'string' && typeof created === 'number'
    ? { stream, created }
    : undefined;
}

function readEvent(text: string, line: number): SegmentEvent | undefined {
  const value = text === '' ? undefined : parse(text);
  if (!Array.isArray(value)) return undefined;
  const [timestamp, ingested, message]: unknown[] = value;
  return typeof timestamp === 'number' &&
    typeof ingested === 'number' &&
    typeof message === 'string'
    ? { timestamp, ingested, message, line }
    : undefined;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
