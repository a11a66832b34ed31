import type { App } from '../app.ts';
import { mark, placeOf, readMarks } from '../rows/arrangement.ts';
import { functionTarget } from './wizards/functionTarget.ts';
import { rowOf } from './wizards/target.ts';

/** Puts a function first in its view, with a star, or back among the others. */
export async function toggleFavourite(
  app: Pick<App, 'connection' | 'prompts' | 'state'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const row = rowOf(target);
  const name =
    row?.kind === 'namedFunction'
      ? row.functionName
      : (
          await functionTarget(
            app,
            account,
            target,
            'Function that becomes a favourite, or is one no longer',
          )
        ).name;
  const place = placeOf(account.target);
  const { favourites } = readMarks(app.state, place);
  await mark(app.state, place, {
    favourites: favourites.includes(name)
      ? favourites.filter((each) => each !== name)
      : [...favourites, name],
  });
}
