import type { App } from '../app.ts';
import { environmentRows } from '../rows/environment.ts';
import { functionOfRow, rowOf } from './wizards/target.ts';

/** Shows the values of a function's environment below its row, until they are hidden or that is fetched again. */
export async function showVariables(
  app: Pick<App, 'connection' | 'show'>,
  target?: unknown,
): Promise<void> {
  const row = rowOf(target);
  const summary = functionOfRow(target);
  if (row?.kind !== 'environment' || !summary) return;
  const account = await app.connection.account();
  app.show.below(row, await environmentRows(summary, account, { shown: true }));
}
