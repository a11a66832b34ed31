import type { App } from '../app.ts';
import type { Fix } from '../errors.ts';
import { chooseDocument, findResponse } from './flows/finishedResponse.ts';
import { recallTarget } from './flows/recallInvocation.ts';

/** Opens an answer or the body in it as a document: the one that is named, else the last. */
export async function openResponse(
  app: Pick<App, 'history' | 'invocations' | 'prompts' | 'show' | 'state' | 'workspace'>,
  target?: unknown,
): Promise<void> {
  const { id, part } = await recallTarget(app, target);
  const response = findResponse(app, id);
  const document = await chooseDocument(app, response, part);
  if (document.file === undefined) await app.show.response(document.name, document.shown);
  else await app.show.anyFile(document.file);
  // VS Code shows images, sounds and films by itself.
  if (document.ending === '.pdf' && !app.show.hasEditorFor('.pdf')) {
    app.show.message(
      'VS Code does not show PDF files by itself: install an extension that does, or save it.',
      { ...saveFix, arguments: [{ id: response.id, part: document.kind }] },
    );
  }
}

const saveFix: Fix = { title: 'Save Response…', command: 'lambdaBench.saveResponse' };
