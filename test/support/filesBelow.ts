import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** The files below a folder, with what stands in them byte by byte. Links are not followed. */
export async function filesBelow(folder: string): Promise<{ file: string; content: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: { file: string; content: string }[] = [];
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    files.push({ file, content: await readFile(file, 'latin1') });
  }
  return files;
}
