import { join } from 'node:path';
import type { App } from '../../app.ts';
import { type Item, nameOf } from '../../batch/item.ts';
import { isUserError } from '../../errors.ts';
import { variablesOf } from '../../payload/fileBinding.ts';
import { unattended } from '../flows/unattended.ts';
import { fillVariables } from '../invoking/fillVariables.ts';
import type { BatchTarget } from './batchTarget.ts';

/** The items with their variables filled in, where the binding of the file switches them on. */
export async function* filledItems(
  app: App,
  batch: BatchTarget,
  items: AsyncIterable<Item>,
): AsyncGenerator<Item> {
  // Without variables, lines need no look each: there may be very many.
  if (batch.kind === 'lines' && variablesOf(app, batch.path) === 'off') return yield* items;
  for await (const item of items) yield await filled(app, batch, item);
}

async function filled(app: App, batch: BatchTarget, item: Item): Promise<Item> {
  if ('problem' in item) return item;
  const path = batch.kind === 'lines' ? batch.path : join(batch.folder, String(item.key));
  if (variablesOf(app, path) === 'off') return item;
  const { key, payload } = item;
  const source = { path, name: nameOf(key), content: payload };
  try {
    const { bytes } = await fillVariables({ ...app, prompts: unattended(app.prompts) }, source, {
      ...{ bytes: payload, empty: false, commentsRemoved: false },
    });
    return { key, payload: bytes };
  } catch (error) {
    if (!isUserError(error)) throw error;
    return { key, problem: error.message };
  }
}
