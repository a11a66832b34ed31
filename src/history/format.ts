import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { writeAtOnce } from './writeWhole.ts';

/** Of the files in the history's folder. */
const current = 1;

/**
 * Marks a new folder. At once: it is some bytes, and an invocation that is being sent cannot wait its turn.
 * Throws a `UserError` when a later version of the extension wrote what is there.
 */
export function checkFormat(folder: string): void {
  const path = join(folder, 'format.json');
  const found = readFormat(path);
  if (found === current) return;
  if (found !== undefined && found > current) {
    throw new UserError(
      `The history was written by a later version of Lambda Bench (format ${found}; this version reads ${current}). Update the extension, or remove the folder ${folder} to start anew.`,
    );
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeAtOnce(path, Buffer.from(`${JSON.stringify({ format: current })}\n`));
}

/** Undefined for a file that is not there or damaged: there has been no other format before. */
function readFormat(path: string): number | undefined {
  try {
    const { format }: { format?: unknown } = Object(JSON.parse(readFileSync(path, 'utf8')));
    return typeof format === 'number' ? format : undefined;
  } catch {
    return undefined;
  }
}
