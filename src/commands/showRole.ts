import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { findFunction, pickFunction } from './wizards/pickFunction.ts';
import { answersOf, functionOfRow } from './wizards/target.ts';

/** Selects a role in the view Execution Roles: one that is named, else that of a function. */
export async function showRole(
  app: Pick<App, 'connection' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const name = nameOf(await roleArn(app, target));
  const account = await app.connection.account();
  if (!(await account.roles.find(name))) {
    throw new UserError(
      `The role ${name} does not exist any more. Create one that Lambda may assume, and choose it for the function.`,
      { fix: { title: 'Create Execution Role', command: 'lambdaBench.createRole' } },
    );
  }
  await app.show.roles(name);
}

async function roleArn(
  { connection, prompts }: Pick<App, 'connection' | 'prompts'>,
  target: unknown,
): Promise<string> {
  const { role, functionName } = answersOf(target);
  if (typeof role === 'string') return role;
  const row = functionOfRow(target);
  if (row) return row.role;
  const account = await connection.account();
  const found =
    typeof functionName === 'string'
      ? await findFunction(account, functionName)
      : await pickFunction(prompts, account, 'Function whose role is shown');
  return found.role;
}

function nameOf(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
