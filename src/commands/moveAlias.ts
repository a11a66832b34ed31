import type { App } from '../app.ts';
import type { Account } from '../aws/account.ts';
import { UserError } from '../errors.ts';
import { askIfProtected } from './flows/askIfProtected.ts';
import { functionTarget } from './wizards/functionTarget.ts';
import { pickVersion } from './wizards/pickVersion.ts';
import { rowOf } from './wizards/target.ts';

/** Makes an alias lead to another version: the row's, or one that is asked for. */
export async function moveAlias(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { name } = await functionTarget(app, account, target, 'Function whose alias is moved');
  const row = rowOf(target);
  const alias =
    row?.kind === 'alias' ? row.qualifier.name : await pickAlias(app.prompts, account, name);
  const now = await account.functions.alias(name, alias);
  const others = Object.keys(now.weights);
  const shared = others.length > 0 ? `, in part to ${others.join(', ')}` : '';
  const version = await pickVersion(
    app.prompts,
    account,
    name,
    `${name}:${alias} leads to ${now.version}${shared}. Version that it leads to from now on`,
  );
  await askIfProtected(
    app,
    `move ${name}:${alias} from ${now.version} to ${version}`,
    'Move Alias',
  );
  await app.progress.run(`Moving alias ${name}:${alias}`, ({ signal }) =>
    account.functions.moveAlias(name, { alias, version, revision: now.revision }, signal),
  );
  app.show.message(`The alias ${name}:${alias} leads to ${version}; before, to ${now.version}.`);
  await app.show.functions(name);
}

async function pickAlias(prompts: App['prompts'], account: Account, name: string): Promise<string> {
  return prompts.pick({ prompt: `Alias of ${name} to move`, choices: aliasChoices(account, name) });
}

async function* aliasChoices(account: Account, name: string) {
  let count = 0;
  for await (const page of account.functions.qualifiers(name)) {
    const aliases = page.filter(({ kind }) => kind === 'alias');
    count += aliases.length;
    yield aliases.map((alias) => ({
      label: alias.name,
      description: alias.description,
      icon: 'bookmark',
      value: alias.name,
    }));
  }
  if (count > 0) return;
  throw new UserError(`${name} has no alias yet. Create one first.`, {
    fix: { title: 'Create Alias', command: 'lambdaBench.createAlias', arguments: [{ name }] },
  });
}
