import type { Choice, Questions } from '../../app/prompts.ts';
import type { Account } from '../../aws/account.ts';
import type { FunctionSummary } from '../../aws/lambdaFunction.ts';
import { isUserError, UserError } from '../../errors.ts';
import { type Binding, bindingFaults, splitQualifier } from '../../payload/binding.ts';

/** A function with all that is known of it: one that is listed, or one whose name is typed. */
export async function pickFunction(
  questions: Questions,
  account: Account,
  prompt: string,
): Promise<FunctionSummary> {
  const picked = await questions.pick({ prompt, choices: functionsOrTyped(account) });
  if (picked !== typed) return picked;
  return findFunction(account, (await askName(questions)).functionName);
}

/** For what needs no more than a name: nothing is looked up of one that is typed. */
export async function pickFunctionName(
  questions: Questions,
  account: Account,
  prompt: string,
): Promise<FunctionName> {
  const picked = await questions.pick({ prompt, choices: functionsOrTyped(account) });
  return picked === typed ? askName(questions) : { functionName: picked.name };
}

export type FunctionName = Pick<Binding, 'functionName' | 'qualifier'>;

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
  throw noFunction(account, name);
}

export function noFunction({ target }: Account, name: string): UserError {
  return new UserError(
    `The function ${name} does not exist in ${target.connection} · ${target.region}. Refresh the Functions view to see those that do.`,
    { fix: { title: 'Refresh Functions', command: 'lambdaBench.refreshFunctions' } },
  );
}

const typed = Symbol('typed');

/** Not every endpoint can list its functions, nor may everybody: then a name can be typed all the same. */
async function* functionsOrTyped(
  account: Account,
): AsyncGenerator<readonly Choice<FunctionSummary | typeof typed>[]> {
  let isFirst = true;
  try {
    for await (const page of functionChoices(account)) {
      yield isFirst ? [...page, typeName()] : page;
      isFirst = false;
    }
  } catch (error) {
    if (!isFirst || !isUserError(error) || !account.limits.has('list')) throw error;
    yield [typeName(error.message)];
  }
}

function typeName(detail?: string): Choice<typeof typed> {
  return { label: 'Type a name…', detail, icon: 'edit', group: 'Other', stays: true, value: typed };
}

async function askName(questions: Questions): Promise<FunctionName> {
  const text = await questions.input({
    prompt: 'Name or ARN of the function',
    placeholder: 'orders, or orders:live',
    validate: (name) => {
      const { functionName, qualifier } = splitQualifier(name.trim());
      const [fault] = bindingFaults({ function: functionName, qualifier });
      return fault && 'It is a name or an ARN, perhaps with a colon and a version or an alias.';
    },
  });
  return splitQualifier(text.trim());
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
