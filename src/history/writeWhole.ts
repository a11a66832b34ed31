import { randomBytes } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';

/** Writes a file that only the user can read; nobody ever sees a part of it under its name. */
export async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString('hex')}${unfinished}`;
  try {
    await writeFile(beside, content, { mode: 0o600, flag: 'wx' });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Whether a process ended in the middle of writing the file. */
export async function isUnfinished(path: string): Promise<boolean> {
  if (!path.endsWith(unfinished)) return false;
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs > patience;
}

const unfinished = '.unfinished';
/** What is younger may still be written, by another window; ms. */
const patience = 60 * 60 * 1000;
