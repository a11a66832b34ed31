import { join } from 'node:path';
import { makeFolder, writeDurably } from './files.ts';
import { readOrSetAside } from './setAside.ts';

/** The data folder was written by a newer Lambda Bench. */
export class NewerFormatError extends Error {
  override readonly name = 'NewerFormatError';
}

/** Raised when what is kept changes so that older code would misread it. */
const format = 1;

/** Makes the data folder, or checks that this code can read it. Throws a NewerFormatError. */
export async function prepareDataFolder(folder: string): Promise<void> {
  makeFolder(folder);
  const path = join(folder, 'format.json');
  const found = readOrSetAside(path, formatNumber);
  if (found !== undefined && found > format) {
    throw new NewerFormatError(
      `The data folder ${folder} has format ${found}, this version of Lambda Bench knows up to ${format}. Update Lambda Bench, or name another folder with --data.`,
    );
  }
  if (found !== format) await writeDurably(path, `${JSON.stringify({ format })}\n`);
}

function formatNumber(content: unknown): number {
  const { format: found }: { format?: unknown } = Object(content);
  if (typeof found !== 'number') throw new Error('it holds no format number');
  return found;
}
