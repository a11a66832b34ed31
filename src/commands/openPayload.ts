import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { wholeDocument } from '../payload/responseDocument.ts';
import { invocationTarget } from './wizards/invocationTarget.ts';

/** Opens what an invocation of the history sent, byte for byte, as a document. */
export async function openPayload(
  app: Pick<App, 'history' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const id = await invocationTarget(app, target, 'Invocation whose payload is opened');
  const { entry, payload } = await (await app.history()).whole(id);
  const { functionName } = entry.request;
  if (payload.length === 0) {
    throw new UserError(`This invocation of ${functionName} sent an empty payload.`);
  }
  const { ending } = wholeDocument(payload);
  await app.show.response(`${functionName} payload${ending}`, payload);
}
