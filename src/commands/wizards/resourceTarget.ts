import type { Choice } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import { UserError } from '../../errors.ts';
import { functionOfRow, roleOfRow } from './target.ts';

/** A function or a role. */
export interface Resource {
  readonly name: string;
  readonly arn: string;
}

/** The function or role of a row, else one of the account's that is asked for. */
export async function resourceTarget(
  app: Pick<App, 'connection' | 'prompts'>,
  target: unknown,
  prompt: string,
): Promise<Resource> {
  const row = functionOfRow(target) ?? roleOfRow(target);
  if (row) return row;
  const account = await app.connection.account();
  return app.prompts.pick({ prompt, choices: resourceChoices(account) });
}

async function* resourceChoices(account: Account): AsyncGenerator<readonly Choice<Resource>[]> {
  let count = 0;
  for await (const page of account.functions.list()) {
    count += page.length;
    yield page.map((each) => resourceChoice(each, 'Functions', 'symbol-function'));
  }
  for await (const page of account.roles.list()) {
    count += page.length;
    yield page.map((each) => resourceChoice(each, 'Roles', 'key'));
  }
  if (count === 0) {
    throw new UserError(
      `There is neither a function nor a role in ${account.target.connection} yet. Create one first.`,
      { fix: { title: 'Create Function', command: 'lambdaBench.createFunction' } },
    );
  }
}

function resourceChoice({ name, arn }: Resource, group: string, icon: string): Choice<Resource> {
  return { label: name, detail: arn, icon, group, value: { name, arn } };
}
