import type { App } from '../app.ts';
import { mark, placeOf, readMarks } from '../rows/arrangement.ts';

/** Brings functions back that were hidden by hand. */
export async function showHiddenFunctions(
  app: Pick<App, 'connection' | 'prompts' | 'show' | 'state'>,
): Promise<void> {
  const account = await app.connection.account();
  const place = placeOf(account.target);
  const { hidden } = readMarks(app.state, place);
  if (hidden.length === 0) {
    app.show.message('No function is hidden here.');
    return;
  }
  const shown = await app.prompts.pickMany({
    prompt: 'Functions to show again',
    choices: hidden.map((name) => ({ label: name, icon: 'symbol-function', value: name })),
    selected: () => true,
  });
  await mark(app.state, place, { hidden: hidden.filter((name) => !shown.includes(name)) });
}
