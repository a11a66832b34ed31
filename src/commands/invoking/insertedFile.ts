import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import type { App } from '../../app.ts';
import { messageOf } from '../../errors.ts';
import { count } from '../../payload/sizeInWords.ts';
import { isWithin } from '../flows/isWithin.ts';

/** Bytes: no payload is larger. */
const most = 6 * 1024 * 1024;

/**
 * The text of a file that a payload file inserts, by its path from there; or why it is not inserted, in a
 * whole sentence. No link leads out of the workspace folder.
 */
export async function readInsertedFile(
  { workspace }: Pick<App, 'workspace'>,
  payload: string,
  path: string,
): Promise<string | { readonly problem: string }> {
  const folder = workspace.folderOf(payload);
  if (folder === undefined) {
    return { problem: '{{$file}} is for payload files in a folder of this workspace: open it.' };
  }
  if (isAbsolute(path)) {
    return { problem: `{{$file}} takes a path from the payload file's own folder, not ${path}.` };
  }
  const wanted = join(dirname(payload), path);
  if (!isWithin(folder, wanted)) return { problem: outside(path, folder) };
  try {
    // What was typed in its editor is inserted too.
    await workspace.save(wanted);
    const file = await realpath(wanted);
    if (!isWithin(await realpath(folder), file)) return { problem: outside(path, folder) };
    const status = await stat(file);
    if (!status.isFile()) return { problem: `${path} is not a file.` };
    if (status.size > most) {
      return {
        problem: `${path} has ${count(status.size)} bytes; a payload may have ${count(most)}.`,
      };
    }
    return decode(await readFile(file)) ?? { problem: `${path} is not text in UTF-8.` };
  } catch (error) {
    return { problem: `${path} cannot be read: ${messageOf(error)}.` };
  }
}

function outside(path: string, folder: string): string {
  return `${path} is outside of the workspace folder ${folder}, where {{$file}} has to stay.`;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
