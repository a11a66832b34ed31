import type { App } from '../app.ts';
import { chooseDocument, findResponse, readResponseTarget } from './flows/finishedResponse.ts';

/** Opens an answer or the body in it as a document: the one that is named, else the last. */
export async function openResponse(
  app: Pick<App, 'invocations' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const { id, part } = readResponseTarget(target);
  const document = await chooseDocument(app, findResponse(app, id), part);
  if (document.file === undefined) await app.show.response(document.name, document.shown);
  else await app.show.anyFile(document.file);
}
