import { open } from 'node:fs/promises';

/** A line of a file, without its line break. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Undefined when it is longer than the limit. */
  readonly bytes: Uint8Array | undefined;
  /** Where the next line begins, in bytes. */
  readonly end: number;
  /** Whether it ends with a line break. */
  readonly whole: boolean;
}

export interface LineOptions {
  /** Bytes that a line may have. */
  readonly limit: number;
  /** Hears of all bytes, in order. */
  readonly onChunk?: (chunk: Uint8Array) => unknown;
}

const chunkSize = 256 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Reads a file line by line, holding no more than one line and one chunk of it. */
export async function* readLines(
  path: string,
  { limit, onChunk }: LineOptions,
): AsyncGenerator<Line> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(chunkSize);
    let number = 1;
    let end = 0;
    let begun: Buffer[] = [];
    let length = 0;
    const add = (part: Buffer, copy: boolean) => {
      length += part.length;
      if (length > limit) begun = [];
      else begun.push(copy ? Buffer.from(part) : part);
    };
    const finish = (whole: boolean): Line => {
      const bytes = length > limit ? undefined : withoutReturn(Buffer.concat(begun));
      end += length + (whole ? 1 : 0);
      begun = [];
      length = 0;
      return { number: number++, bytes, end, whole };
    };
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkSize, null);
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      await onChunk?.(chunk);
      let start = 0;
      for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, start)) {
        add(chunk.subarray(start, at), false);
        start = at + 1;
        yield finish(true);
      }
      if (start < bytesRead) add(chunk.subarray(start), true);
    }
    if (length > 0) yield finish(false);
  } finally {
    await file.close();
  }
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
}
