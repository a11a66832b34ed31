import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import {
  comparable,
  findResponse,
  hasContent,
  mainDocument,
  readResponseTarget,
} from './flows/finishedResponse.ts';

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
      hasContent(outcome),
  );
  if (earlier === undefined) {
    throw new UserError(
      `There is no earlier response of ${functionName} with this payload to compare with: this window keeps its last ten invocations. Invoke again, then compare.`,
      { fix: { title: 'Invoke Again', command: 'lambdaBench.invokeAgain' } },
    );
  }
  const previous = comparable(await mainDocument(findResponse(app, earlier.id)));
  const current = comparable(await mainDocument(response));
  await app.show.difference(
    `${functionName}: previous ↔ this response`,
    { ...previous, name: previous.name.replace(functionName, `${functionName} previous`) },
    current,
  );
}
