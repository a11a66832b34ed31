import type { ShownDocument } from '../app/show.ts';
import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import type { WholeEntry } from '../history/entry.ts';
import { wholeDocument } from '../payload/responseDocument.ts';
import { comparedName, comparedPair, comparedTitle } from './flows/comparedPair.ts';

/** Shows what is different between the responses of two invocations of the history. */
export async function compareInvocations(
  app: Pick<App, 'history' | 'prompts' | 'show'>,
  target?: unknown,
  selection?: unknown,
): Promise<void> {
  const pair = await comparedPair(app, target, selection);
  const [left, right] = pair;
  await app.show.difference(comparedTitle(pair), response(left), response(right));
}

function response(whole: WholeEntry): ShownDocument {
  const { outcome } = whole;
  if (outcome.kind !== 'answered' || outcome.payload.length === 0) {
    const { functionName } = whole.entry.request;
    throw new UserError(
      `An invocation of ${functionName} that is to be compared brought no response. Choose one that did.`,
    );
  }
  const { shown, ending } = wholeDocument(outcome.payload);
  return { name: `${comparedName(whole, 'response')}${ending}`, content: shown };
}
