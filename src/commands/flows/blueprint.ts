import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf, UserError } from '../../errors.ts';

/** A first function for those who have no source yet: a small project. */
export interface Blueprint {
  /** How it is named in advance, e.g. `http-api`. */
  readonly id: string;
  readonly label: string;
  /** What it shows, in a few words. */
  readonly detail: string;
  /** Start of the names of its runtimes. */
  readonly family: 'nodejs' | 'python';
  /** The file that opens once it is there; one of `files`. */
  readonly file: string;
  readonly handler: string;
  /** Texts by their paths within the folder. */
  readonly files: Readonly<Record<string, string>>;
  /** Those of the files that are payload files of the function; each has its expectation beside it. */
  readonly payloads: readonly string[];
}

/** Keeps what is not code out of the deployment package. */
export const lambdaIgnore = { '.lambdaignore': 'events/\n' };

/** Writes the blueprint into the folder, which is made when it is missing; never over a file. */
export async function writeBlueprint({ files }: Blueprint, folder: string): Promise<void> {
  const written: Record<string, string> = {};
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text, { flag: 'wx' });
      written[path] = text;
    } catch (error) {
      await removeFiles(written, folder);
      throw new UserError(
        `The blueprint could not be written to ${file}: ${messageOf(error)}. Choose another name or folder.`,
        { cause: error },
      );
    }
  }
}

/** Removes what `writeBlueprint` wrote, but what was changed since; and folders that are empty then. */
export function removeBlueprint({ files }: Blueprint, folder: string): Promise<boolean> {
  return removeFiles(files, folder);
}

async function removeFiles(
  files: Readonly<Record<string, string>>,
  folder: string,
): Promise<boolean> {
  let isWhole = true;
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    if ((await readFile(file, 'utf8').catch(() => undefined)) === text) await rm(file);
    else isWhole = false;
  }
  const folders = new Set(Object.keys(files).map((path) => dirname(join(folder, path))));
  // Those within first.
  for (const each of [...folders].sort().reverse()) await rmdir(each).catch(() => undefined);
  return isWhole;
}
