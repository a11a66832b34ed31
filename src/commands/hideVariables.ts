import type { App } from '../app.ts';
import { rowOf } from './wizards/target.ts';

/** Hides the values of a function's environment again, from the row above them or from one of them. */
export function hideVariables({ show }: Pick<App, 'show'>, target?: unknown): void {
  const row = rowOf(target);
  if (row?.kind === 'environment') show.refreshRow(row);
  if (row?.kind === 'shownVariable') show.refreshBeside(row);
}
