import type { Choice, Questions } from '../../app/prompts.ts';
import type { Account, RoleSummary } from '../../aws/account.ts';
import { roleChoices } from './pickRole.ts';

/** Asks for a role that trusts Lambda; `undefined` asks for a new one. */
export function askFunctionRole(
  questions: Questions,
  account: Account,
): Promise<RoleSummary | undefined> {
  return questions.pick({ prompt: 'Execution role', choices: choices(account) });
}

async function* choices(
  account: Account,
): AsyncGenerator<readonly Choice<RoleSummary | undefined>[]> {
  yield [
    {
      label: 'Create a new execution role…',
      icon: 'add',
      value: undefined,
    },
  ];
  yield* roleChoices(account);
}
