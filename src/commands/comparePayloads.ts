import type { ShownDocument } from '../app/show.ts';
import type { App } from '../app.ts';
import type { WholeEntry } from '../history/entry.ts';
import { wholeDocument } from '../payload/responseDocument.ts';
import { comparedName, comparedPair, comparedTitle } from './flows/comparedPair.ts';

/** Shows what is different between what two invocations of the history sent. */
export async function comparePayloads(
  app: Pick<App, 'history' | 'prompts' | 'show'>,
  target?: unknown,
  selection?: unknown,
): Promise<void> {
  const pair = await comparedPair(app, target, selection);
  const [left, right] = pair;
  await app.show.difference(comparedTitle(pair), payload(left), payload(right));
}

function payload(whole: WholeEntry): ShownDocument {
  const { shown, ending } = wholeDocument(whole.payload);
  return { name: `${comparedName(whole, 'payload')}${ending}`, content: shown };
}
