import { writeFile } from 'node:fs/promises';
import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { chooseDocument, findResponse, readResponseTarget } from './flows/finishedResponse.ts';

/** Writes an answer, byte for byte, or the body in it to a file. */
export async function saveResponse(
  app: Pick<App, 'invocations' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const { id, part } = readResponseTarget(target);
  const { name, received } = await chooseDocument(app, findResponse(app, id), part);
  const path = await app.prompts.saveAs({ title: 'Save Response', name });
  try {
    await writeFile(path, received);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`The response was not saved: ${reason}. Choose another file.`, { cause });
  }
  app.show.message(`Saved ${received.length.toLocaleString('en-US')} bytes as ${path}`);
}
