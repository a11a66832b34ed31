import type { App } from '../app.ts';
import { mark, placeOf, readMarks } from '../rows/arrangement.ts';
import { functionTarget } from './wizards/functionTarget.ts';

/** Leaves a function out of the view, in this workspace; nothing happens to the function. */
export async function hideFunction(
  app: Pick<App, 'connection' | 'prompts' | 'show' | 'state'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { name } = await functionTarget(app, account, target, 'Function to hide');
  const place = placeOf(account.target);
  const { favourites, hidden } = readMarks(app.state, place);
  await mark(app.state, place, {
    hidden: [...new Set([...hidden, name])],
    favourites: favourites.filter((each) => each !== name),
  });
  app.show.message(`${name} is hidden in this workspace.`, {
    title: 'Show Hidden Functions',
    command: 'lambdaBench.showHiddenFunctions',
  });
}
