import { randomBytes } from 'node:crypto';

/** What the name of an entry's file says, so that entries are sorted, counted and dropped unread. */
export interface ListedEntry {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Bytes that were sent and received. */
  readonly size: number;
}

export function newId(startedAt: number, size: number): string {
  return `${String(startedAt).padStart(digits, '0')}-${size}-${randomBytes(6).toString('hex')}`;
}

/** The id of the same invocation, of which more bytes are kept now. */
export function grownId(id: string, size: number): string {
  return id.replace(/-\d+-/, `-${size}-`);
}

/** What stays the same as an invocation ends. */
export function keyOf(id: string): string {
  return id.replace(/-\d+-/, '-');
}

/** Undefined for what is no entry's id. */
export function readId(id: string): ListedEntry | undefined {
  const [, startedAt, size] = pattern.exec(id) ?? [];
  return startedAt === undefined
    ? undefined
    : { id, startedAt: Number(startedAt), size: Number(size) };
}

/** Of a time until the year 2286. */
const digits = 13;
const pattern = /^(\d{13})-(\d{1,15})-[0-9a-f]{12}$/;
