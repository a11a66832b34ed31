import type { Row } from '../../app/row.ts';
import type { App } from '../../app.ts';
import { rowOf } from '../wizards/target.ts';

/**
 * After a change: fetches again what the row that the command was called on shows of it. Without a row
 * the function is listed again.
 */
export async function refreshChanged(
  { show }: Pick<App, 'show'>,
  target: unknown,
  functionName: string,
): Promise<void> {
  const row = rowOf(target);
  if (row === undefined) await show.functions(functionName);
  else if (withoutRowsBelow.has(row.kind)) show.refreshBeside(row);
  else show.refreshRow(row);
}

/** The same for a role. */
export async function refreshRole(
  { show }: Pick<App, 'show'>,
  target: unknown,
  role: string,
): Promise<void> {
  const row = rowOf(target);
  if (row === undefined) await show.roles(role);
  else if (row.kind === 'role') show.refreshRow(row);
  else show.refreshBeside(row);
}

/** Rows of which the change is beside them, and triggers, whose own row shows their state. */
const withoutRowsBelow: ReadonlySet<Row['kind']> = new Set<Row['kind']>([
  'permission',
  'trigger',
  'disabledTrigger',
  'lack',
]);
