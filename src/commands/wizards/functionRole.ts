import type { Choice, Questions } from '../../app/prompts.ts';
import type { Account } from '../../aws/account.ts';
import type { RoleSummary } from '../../aws/role.ts';
import { roleChoices } from './pickRole.ts';

/** A role that is there, or a new one, with what the function needs or without. */
export type RoleChoice = RoleSummary | 'new' | 'newByNeeds';

/** Asks for a role that trusts Lambda. */
export function askFunctionRole(questions: Questions, account: Account): Promise<RoleChoice> {
  return questions.pick({ prompt: 'Execution role', choices: choices(account) });
}

async function* choices(account: Account): AsyncGenerator<readonly Choice<RoleChoice>[]> {
  yield [
    {
      label: 'Create a new execution role…',
      description: 'may write logs, and what managed policies allow',
      icon: 'add',
      value: 'new',
    },
    {
      label: 'Create one with what the function needs…',
      detail: 'Least privilege, by service, access and resource. The policy is shown first.',
      icon: 'shield',
      value: 'newByNeeds',
    },
  ];
  yield* roleChoices(account);
}
