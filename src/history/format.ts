import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { writeWhole } from './writeWhole.ts';

/** Of the files in the history's folder. */
const current = 1;

/** Marks a new folder. Throws a `UserError` when a later version of the extension wrote what is there. */
export async function checkFormat(folder: string): Promise<void> {
  const path = join(folder, 'format.json');
  const found = readFormat(await readFile(path, 'utf8').catch(() => ''));
  if (found === current) return;
  if (found !== undefined && found > current) {
    throw new UserError(
      `The history was written by a later version of Lambda Bench (format ${found}; this version reads ${current}). Update the extension, or remove the folder ${folder} to start anew.`,
    );
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeWhole(path, Buffer.from(`${JSON.stringify({ format: current })}\n`));
}

/** Undefined for a file that is not there or damaged: there has been no other format before. */
function readFormat(text: string): number | undefined {
  try {
    const { format }: { format?: unknown } = Object(JSON.parse(text));
    return typeof format === 'number' ? format : undefined;
  } catch {
    return undefined;
  }
}
