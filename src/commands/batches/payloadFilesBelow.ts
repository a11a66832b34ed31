import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { mayBePayload } from '../../payload/fileBinding.ts';
import { isPayloadName } from '../invoking/invokeTarget.ts';

/** Paths, relative to the folder, of the payload files in it and below, in order. */
export async function payloadFilesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const path of filesBelow(folder)) {
    const within = relative(folder, path);
    if (isPayloadName(path) && mayBePayload(within)) found.push(within);
  }
  return found.toSorted();
}

/** Links are not followed. */
async function* filesBelow(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isFile()) yield path;
    else if (entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.')) {
      yield* filesBelow(path);
    }
  }
}
