import type { Choice, Questions } from '../../app/prompts.ts';
import type { Account } from '../../aws/account.ts';
import type { RoleSummary } from '../../aws/role.ts';
import { trustsLambda } from '../../aws/trustPolicy.ts';
import { UserError } from '../../errors.ts';

/** Asks for one of the roles that trust Lambda. */
export function pickRole(
  questions: Questions,
  account: Account,
  prompt: string,
): Promise<RoleSummary> {
  return questions.pick({ prompt, choices: rolesOrNone(account) });
}

/** Pages of choices, roles that Lambda cannot assume left out. */
export async function* roleChoices(
  account: Account,
): AsyncGenerator<readonly Choice<RoleSummary>[]> {
  for await (const page of account.roles.list()) {
    yield page.filter(({ trusts }) => trustsLambda(trusts)).map(roleChoice);
  }
}

/** The role of that name; throws when there is none. */
export async function findRole(account: Account, name: string): Promise<RoleSummary> {
  const found = await account.roles.find(name);
  if (found) return found;
  throw new UserError(
    `The role ${name} does not exist in ${account.target.connection}. Refresh the Execution Roles view to see those that do.`,
    { fix: { title: 'Refresh Execution Roles', command: 'lambdaBench.refreshRoles' } },
  );
}

async function* rolesOrNone(account: Account): AsyncGenerator<readonly Choice<RoleSummary>[]> {
  let count = 0;
  for await (const page of roleChoices(account)) {
    count += page.length;
    yield page;
  }
  if (count === 0) {
    throw new UserError(
      `There is no role that trusts Lambda in ${account.target.connection} yet. Create one first.`,
      { fix: { title: 'Create Execution Role', command: 'lambdaBench.createRole' } },
    );
  }
}

function roleChoice(role: RoleSummary): Choice<RoleSummary> {
  return {
    label: role.name,
    description: role.path === '/' ? undefined : role.path,
    detail: role.description || undefined,
    icon: 'key',
    value: role,
  };
}
