import type { App } from '../app.ts';
import { aliasNameProblem, functionDescriptionProblem } from '../aws/names.ts';
import { askIfProtected } from './flows/askIfProtected.ts';
import { textAnswer } from './wizards/answer.ts';
import { functionTarget } from './wizards/functionTarget.ts';
import { pickVersion, versionOfRow } from './wizards/pickVersion.ts';
import { answersOf } from './wizards/target.ts';

/** Creates an alias of a function; the version is the row's, or `version`, or asked for. */
export async function createAlias(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { name } = await functionTarget(app, account, target, 'Function that gets an alias');
  const known = versionOfRow(target) ?? textAnswer(answersOf(target), 'version', () => undefined);
  const version =
    known ??
    (await pickVersion(
      app.prompts,
      account,
      name,
      `Version that the new alias of ${name} leads to`,
    ));
  const alias = await app.prompts.input({
    prompt: `Name of the alias of ${name} that leads to ${version}`,
    placeholder: 'live',
    validate: aliasNameProblem,
  });
  const description = await app.prompts.input({
    prompt: 'Description (may be empty)',
    validate: functionDescriptionProblem,
  });
  await askIfProtected(app, `create the alias ${name}:${alias}`, 'Create Alias');
  await app.progress.run(`Creating alias ${name}:${alias}`, ({ signal }) =>
    account.functions.createAlias(name, { alias, version, description }, signal),
  );
  app.show.message(`The alias ${name}:${alias} leads to ${version}.`);
  await app.show.functions(name);
}
