import { copyFile, stat, writeFile } from 'node:fs/promises';
import type { App } from '../app.ts';
import { messageOf, UserError } from '../errors.ts';
import { bytes } from '../payload/sizeInWords.ts';
import { chooseDocument, findResponse } from './flows/finishedResponse.ts';
import { recallTarget } from './flows/recallInvocation.ts';

/** Writes an answer, byte for byte, or the body in it to a file. */
export async function saveResponse(
  app: Pick<App, 'history' | 'invocations' | 'prompts' | 'show' | 'state' | 'workspace'>,
  target?: unknown,
): Promise<void> {
  const { id, part } = await recallTarget(app, target);
  const document = await chooseDocument(app, findResponse(app, id), part);
  const path = await app.prompts.saveAs({ title: 'Save Response', name: document.name });
  try {
    if (document.file === undefined) await writeFile(path, document.received);
    else await copyFile(document.file, path);
  } catch (cause) {
    const reason = messageOf(cause);
    throw new UserError(`The response was not saved: ${reason}. Choose another file.`, { cause });
  }
  app.show.message(`Saved ${bytes((await stat(path)).size)} as ${path}`);
}
