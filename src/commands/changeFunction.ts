import type { App } from '../app.ts';
import type { Account } from '../aws/account.ts';
import { isUserError } from '../errors.ts';
import { targetName } from '../payload/binding.ts';
import { rememberBinding } from './invoking/bindings.ts';
import { choosePayload } from './invoking/choosePayload.ts';
import { readInvokeTarget } from './invoking/invokeTarget.ts';
import { askQualifier, qualifiersOf } from './wizards/invokeSteps.ts';
import { type FunctionName, pickFunctionName } from './wizards/pickFunction.ts';

/** Chooses another function, and its version or alias if it has some, for a payload file; nothing is invoked. */
export async function changeFunction(app: App, target?: unknown): Promise<void> {
  const { path, name } = await choosePayload(app, readInvokeTarget(target));
  if (path === undefined) return;
  const account = await app.connection.account();
  const picked = await pickFunctionName(app.prompts, account, `Which function is ${name} for?`);
  const binding = picked.qualifier === undefined ? await qualified(app, account, picked) : picked;
  await rememberBinding(app, path, binding);
  app.show.message(`${name} is for ${targetName(binding)} now.`);
}

/** Who may not list a function's versions and aliases can type one with its name. */
async function qualified(
  { prompts }: Pick<App, 'prompts'>,
  account: Account,
  { functionName }: FunctionName,
): Promise<FunctionName> {
  const qualifiers = await qualifiersOf(account, functionName).catch((error: unknown) => {
    if (isUserError(error)) return [];
    throw error;
  });
  return qualifiers.length === 0
    ? { functionName }
    : { functionName, qualifier: await askQualifier(prompts, functionName, qualifiers) };
}
