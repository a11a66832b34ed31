import type { Questions } from '../../app/prompts.ts';
import type { Account } from '../../aws/account.ts';
import { functionNameProblem } from '../../aws/names.ts';
import { askFreeName } from './freeName.ts';

/** `taken` may know further reasons against a name. */
export function askFunctionName(
  questions: Questions,
  account: Account,
  value: string,
  taken: (name: string) => string | undefined,
): Promise<string> {
  return askFreeName(questions, {
    prompt: 'Name of the function',
    value,
    problem: functionNameProblem,
    taken: async (name) =>
      taken(name) ??
      ((await account.functions.find(name)) &&
        `A function ${name} exists already in ${account.target.connection} · ${account.target.region}: choose another name, or update its code instead.`),
  });
}
