import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { functionOfRow, rowOf } from './wizards/target.ts';

/** Copies what a row is about: an address, a tag's value, or a variable's, which the row itself may hide. */
export async function copyValue(
  app: Pick<App, 'clipboard' | 'connection' | 'show'>,
  target?: unknown,
): Promise<void> {
  const row = rowOf(target);
  if (row?.kind === 'variable' || row?.kind === 'shownVariable') {
    const value = await variable(app, target, row.name);
    await app.clipboard.write(value);
    app.show.message(`Copied the value of ${row.name}.`);
  } else if (row?.kind === 'tag' || row?.kind === 'address') {
    const value = row.kind === 'tag' ? row.value : row.url;
    await app.clipboard.write(value);
    app.show.message(`Copied ${value}`);
  }
}

async function variable(
  { connection }: Pick<App, 'connection'>,
  target: unknown,
  name: string,
): Promise<string> {
  const summary = functionOfRow(target);
  const account = await connection.account();
  const details = summary && (await account.functions.details(summary.name));
  const value = details?.settings.Environment?.Variables[name];
  if (value !== undefined) return value;
  throw new UserError(
    `There is no variable ${name} any more. Refresh the row to see those that there are.`,
  );
}
