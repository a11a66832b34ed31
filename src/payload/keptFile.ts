import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Path of a file to be, in a new folder of its own that nobody else on the machine can look into. */
export async function newFile(name: string, folder = tmpdir()): Promise<string> {
  return join(await mkdtemp(join(folder, 'lambda-bench-response-')), name);
}

/** Writes what is to be kept as long as it is shown, and answers the file's path. */
export async function keepFile(name: string, content: Uint8Array): Promise<string> {
  const path = await newFile(name);
  await writeFile(path, content, { mode: 0o600 });
  return path;
}

/** Removes such a file with the folder that was made for it: at once, as the window may be closing. */
export function removeKept(file: string): void {
  try {
    rmSync(dirname(file), { recursive: true, force: true });
  } catch {
    // Somebody else has it open: the system's temporary folder is emptied some day.
  }
}
