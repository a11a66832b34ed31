import type { App } from '../app.ts';
import { targetName } from '../payload/binding.ts';
import { rememberBinding } from './invoking/bindings.ts';
import { choosePayload } from './invoking/choosePayload.ts';
import { readInvokeTarget } from './invoking/invokeTarget.ts';
import { askQualifier, qualifiersOf } from './wizards/invokeSteps.ts';
import { pickFunction } from './wizards/pickFunction.ts';

/** Chooses another function, and its version or alias if it has some, for a payload file; nothing is invoked. */
export async function changeFunction(app: App, target?: unknown): Promise<void> {
  const { path, name } = await choosePayload(app, readInvokeTarget(target));
  if (path === undefined) return;
  const account = await app.connection.account();
  const picked = await pickFunction(app.prompts, account, `Which function is ${name} for?`);
  const qualifiers = await qualifiersOf(account, picked.name);
  const qualifier =
    qualifiers.length > 0 ? await askQualifier(app.prompts, picked.name, qualifiers) : undefined;
  const binding = { functionName: picked.name, qualifier };
  await rememberBinding(app, path, binding);
  app.show.message(`${name} is for ${targetName(binding)} now.`);
}
