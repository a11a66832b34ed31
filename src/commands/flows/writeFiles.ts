import { chmod, lstat, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { UnpackedFile } from '../../aws/packaging.ts';
import { Cancelled, messageOf, UserError } from '../../errors.ts';

export interface FilesToWrite {
  /** Absolute. */
  readonly folder: string;
  readonly files: readonly UnpackedFile[];
  /** Whether files that are there are replaced; else they are left as they are. */
  readonly overwrite: boolean;
}

/** Writes files below a folder. When that fails or is cancelled, those that were new are removed again. */
export async function writeFiles(
  { folder, files, overwrite }: FilesToWrite,
  signal: AbortSignal,
): Promise<void> {
  const made: string[] = [];
  try {
    for (const { path, content, executable } of files) {
      signal.throwIfAborted();
      const file = join(folder, path);
      const isThere = await exists(file);
      if (isThere && !overwrite) continue;
      await refuseLinks(folder, path);
      await mkdir(dirname(file), { recursive: true });
      if (!isThere) made.push(file);
      await writeFile(file, content, isThere ? {} : { flag: 'wx' });
      if (executable) await chmod(file, 0o755);
    }
  } catch (error) {
    for (const file of made) await rm(file, { force: true });
    if (signal.aborted) throw new Cancelled();
    throw new UserError(
      `The files could not be written below ${folder}: ${messageOf(error)}. Those that were new were removed again.`,
      { cause: error },
    );
  }
}

/** Those of the files that are there already. */
export async function existingOf(
  folder: string,
  files: readonly UnpackedFile[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { path } of files) if (await exists(join(folder, path))) found.push(path);
  return found;
}

/** A folder on the way may be a link to somewhere else: nothing is written through it. */
async function refuseLinks(folder: string, path: string): Promise<void> {
  let at = folder;
  for (const part of path.split('/')) {
    at = join(at, part);
    const stats = await lstat(at).catch(() => undefined);
    if (stats?.isSymbolicLink()) throw new Error(`${at} is a link`);
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
