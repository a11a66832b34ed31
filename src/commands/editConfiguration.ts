import type { App } from '../app.ts';
import { configurationFile } from './documents/configuration/configurationFile.ts';
import { documentPath } from './documents/documentPath.ts';
import { functionTarget } from './wizards/functionTarget.ts';

/** Opens a function's configuration as a JSON document; saving it changes the function. */
export async function editConfiguration(
  app: Pick<App, 'connection' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { name } = await functionTarget(
    app,
    account,
    target,
    'Function whose configuration is edited',
  );
  const segments = ['functions', name, configurationFile(name)];
  await app.show.accountDocument(documentPath(account.target, segments));
}
