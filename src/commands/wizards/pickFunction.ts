import type { Choice, Questions } from '../../app.ts';
import type { Account, FunctionSummary } from '../../aws/account.ts';
import { UserError } from '../../errors.ts';

export function pickFunction(
  questions: Questions,
  account: Account,
  prompt: string,
): Promise<FunctionSummary> {
  return questions.pick({ prompt, choices: functionChoices(account) });
}

/** Pages of choices as Lambda lists them; throws when there is no function at all. */
export async function* functionChoices(
  account: Account,
): AsyncGenerator<readonly Choice<FunctionSummary>[]> {
  let count = 0;
  for await (const page of account.functions.list()) {
    count += page.length;
    yield page.map(functionChoice);
  }
  if (count === 0) throw noFunctions(account);
}

/** The function of that name; throws when there is none. */
export async function findFunction(account: Account, name: string): Promise<FunctionSummary> {
  const found = await account.functions.find(name);
  if (found) return found;
  const { connection, region } = account.target;
  throw new UserError(
    `The function ${name} does not exist in ${connection} · ${region}. Refresh the Functions view to see those that do.`,
    { fix: { title: 'Refresh Functions', command: 'lambdaBench.refreshFunctions' } },
  );
}

function functionChoice(summary: FunctionSummary): Choice<FunctionSummary> {
  return {
    label: summary.name,
    description: summary.runtime ?? 'container image',
    detail: summary.description || undefined,
    icon: 'symbol-function',
    value: summary,
  };
}

function noFunctions({ target }: Account): UserError {
  return new UserError(
    `There is no function in ${target.connection} · ${target.region} yet. Create one first.`,
    { fix: { title: 'Create Function', command: 'lambdaBench.createFunction' } },
  );
}
