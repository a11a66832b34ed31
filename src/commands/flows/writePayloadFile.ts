import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { App } from '../../app.ts';
import { messageOf, UserError } from '../../errors.ts';
import type { NewPayload } from '../../payload/newPayload.ts';
import { rememberBinding } from '../invoking/bindings.ts';

/** Writes a new file, never over another one, and binds it to the function if one is named; answers with its path. */
export async function writePayloadFile(
  app: Pick<App, 'state' | 'workspace'>,
  {
    folder,
    path,
    content,
    functionName,
  }: NewPayload & { readonly folder: string; readonly functionName: string | undefined },
): Promise<string> {
  const file = join(folder, path);
  try {
    await mkdir(dirname(file), { recursive: true });
    // Never over a file that the search did not see.
    await writeFile(file, content, { flag: 'wx' });
  } catch (cause) {
    const reason = messageOf(cause);
    throw new UserError(
      `The payload file could not be written to ${file}: ${reason}. Make the folder writable, or choose a payload file that is there.`,
      { cause },
    );
  }
  if (functionName !== undefined) await rememberBinding(app, file, { functionName });
  return file;
}
