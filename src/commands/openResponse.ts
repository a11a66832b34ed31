import type { App } from '../app.ts';
import { chooseDocument, findResponse } from './flows/finishedResponse.ts';
import { recallTarget } from './flows/recallInvocation.ts';

/** Opens an answer or the body in it as a document: the one that is named, else the last. */
export async function openResponse(
  app: Pick<App, 'history' | 'invocations' | 'prompts' | 'show' | 'state' | 'workspace'>,
  target?: unknown,
): Promise<void> {
  const { id, part } = await recallTarget(app, target);
  const document = await chooseDocument(app, findResponse(app, id), part);
  if (document.file === undefined) await app.show.response(document.name, document.shown);
  else await app.show.anyFile(document.file);
}
