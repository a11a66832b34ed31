import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm, stat, writeFile } from 'node:fs/promises';

/** Writes a file that only the user can read; nobody ever sees a part of it under its name. */
export async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const beside = nameBeside(path);
  try {
    await writeFile(beside, content, { mode: 0o600, flag: 'wx' });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** The same before it returns: an end of the process does not undo it, only a power cut may. */
export function writeAtOnce(path: string, content: Uint8Array): void {
  const beside = nameBeside(path);
  try {
    writeFileSync(beside, content, { mode: 0o600, flag: 'wx' });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** Sees to it that a file, if it is still there, outlives a power cut. */
export async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Whether a process ended in the middle of writing the file. */
export async function isUnfinished(path: string): Promise<boolean> {
  if (!path.endsWith(unfinished)) return false;
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs > patience;
}

function nameBeside(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}${unfinished}`;
}

const unfinished = '.unfinished';
/** What is younger may still be written, by another window; ms. */
const patience = 60 * 60 * 1000;
