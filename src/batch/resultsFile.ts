import { open, rename } from 'node:fs/promises';
import type { Key } from './item.ts';
import { readLines } from './lines.ts';
import { formatResult, isSettled, type Result, readResult } from './resultLine.ts';
import type { Summing } from './summary.ts';

/** Of a line: a response of 6 MB whose every byte is escaped, and more. */
const mostBytes = 64 * 1024 * 1024;

export interface ReadResult extends Result {
  /** The line itself, without its line break. */
  readonly bytes: Uint8Array;
}

/** A line that is none of results. */
export class DamagedLine extends Error {
  override readonly name = 'DamagedLine';
  /** From 1. */
  readonly line: number;

  constructor(line: number) {
    super(`Line ${line} is no result.`);
    this.line = line;
  }
}

/** Reads results as they stand; a last line that was cut off is left out. Throws `DamagedLine`. */
export async function* readResults(path: string): AsyncGenerator<ReadResult> {
  for await (const { number, bytes, whole } of readLines(path, { limit: mostBytes })) {
    if (!whole) return;
    const result = bytes && readResult(new TextDecoder().decode(bytes));
    if (!bytes || !result) throw new DamagedLine(number);
    yield { ...result, bytes };
  }
}

/**
 * Rewrites results so that a run can go on: what is settled stays and is summed up, what is to be tried
 * again goes, and `unknown` stands for each key of `skipped`. Takes the old file's place at once.
 */
export async function keepSettled(
  path: string,
  skipped: readonly Key[],
  summing: Summing,
): Promise<void> {
  const written = `${path}.new`;
  const left = new Set(skipped);
  const file = await open(written, 'w');
  try {
    for await (const { bytes, ...result } of readResults(path)) {
      if (!isSettled(result.outcome)) continue;
      left.delete(result.key);
      summing.add(result);
      await file.appendFile(bytes);
      await file.appendFile('\n');
    }
    for (const key of left) {
      const result: Result = { key, outcome: 'unknown' };
      summing.add(result);
      await file.appendFile(formatResult(result));
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(written, path);
}
