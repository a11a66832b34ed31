import type { App } from '../app.ts';
import { rowOf } from './wizards/target.ts';

/** Fetches again what stands below a row; for a row that says what failed, what stands beside it. */
export async function refreshRow(app: Pick<App, 'show'>, target?: unknown): Promise<void> {
  const row = rowOf(target);
  if (row?.kind !== 'failure') {
    if (row) app.show.refreshRow(row);
    return;
  }
  if (row.of) app.show.refreshRow(row.of);
  else await (row.view === 'functions' ? app.show.functions() : app.show.roles());
}
