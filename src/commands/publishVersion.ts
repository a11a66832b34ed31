import type { App } from '../app.ts';
import { functionDescriptionProblem } from '../aws/names.ts';
import { askIfProtected } from './flows/askIfProtected.ts';
import { functionTarget } from './wizards/functionTarget.ts';
import { findFunction } from './wizards/pickFunction.ts';

/** Publishes a function's code and configuration, as they are now, as a version that never changes. */
export async function publishVersion(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { name } = await functionTarget(app, account, target, 'Function to publish a version of');
  // A row may be older than the last update.
  const { codeSha256 } = await findFunction(account, name);
  const description = await app.prompts.input({
    prompt: `Description of the new version of ${name} (may be empty)`,
    validate: functionDescriptionProblem,
  });
  await askIfProtected(app, `publish a version of ${name}`, 'Publish Version');
  const version = await app.progress.run(`Publishing a version of ${name}`, ({ signal }) =>
    account.functions.publishVersion(name, { description, codeSha256 }, signal),
  );
  app.show.message(`Version ${version} of ${name} was published.`, {
    title: 'Create Alias',
    command: 'lambdaBench.createAlias',
    arguments: [{ name, version }],
  });
  await app.show.functions(name);
}
