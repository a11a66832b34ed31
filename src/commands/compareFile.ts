import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { App } from '../app.ts';
import { messageOf, UserError } from '../errors.ts';
import { wholeDocument } from '../payload/responseDocument.ts';
import { chooseDocument, comparable, findResponse } from './flows/finishedResponse.ts';
import { recallTarget } from './flows/recallInvocation.ts';

/** Shows what is different between a file and an answer, both laid out alike. */
export async function compareFile(
  app: Pick<App, 'history' | 'invocations' | 'prompts' | 'show' | 'state' | 'workspace'>,
  target?: unknown,
): Promise<void> {
  const { id, part } = await recallTarget(app, target);
  const response = comparable(await chooseDocument(app, findResponse(app, id), part));
  const path = await app.prompts.openFile({ title: 'Compare Response with File' });
  const content = await readFile(path).catch((cause: unknown) => {
    const reason = messageOf(cause);
    throw new UserError(`The file cannot be compared: ${reason}. Choose another one.`, { cause });
  });
  const file = wholeDocument(content);
  await app.show.difference(
    `${basename(path)} ↔ ${response.name}`,
    { name: basename(path), content: file.shown },
    response,
  );
}
