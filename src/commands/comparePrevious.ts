import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { wholeDocument } from '../payload/responseDocument.ts';
import { findResponse, readResponseTarget } from './flows/finishedResponse.ts';

/** Shows what is different between an answer and the one before it of the same function and payload file. */
export async function comparePrevious(
  app: Pick<App, 'invocations' | 'show'>,
  target?: unknown,
): Promise<void> {
  const response = findResponse(app, readResponseTarget(target).id);
  const { functionName, path } = response.request;
  const earlier = app.invocations.before(
    response.id,
    ({ request, outcome }) =>
      request.functionName === functionName &&
      request.path === path &&
      outcome.kind === 'answered' &&
      outcome.payload.length > 0,
  );
  if (earlier === undefined) {
    throw new UserError(
      `There is no earlier response of ${functionName} with this payload to compare with: this window keeps its last ten invocations. Invoke again, then compare.`,
    );
  }
  const previous = wholeDocument(findResponse(app, earlier.id).payload);
  const current = wholeDocument(response.payload);
  await app.show.difference(
    `${functionName}: previous ↔ this response`,
    { name: `${functionName} previous${previous.ending}`, content: previous.shown },
    { name: `${functionName} response${current.ending}`, content: current.shown },
  );
}
