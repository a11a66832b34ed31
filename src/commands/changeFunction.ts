import type { App } from '../app.ts';
import { rememberBinding } from './invoking/bindings.ts';
import { choosePayload } from './invoking/choosePayload.ts';
import { readInvokeTarget } from './invoking/invokeTarget.ts';
import { pickFunction } from './wizards/pickFunction.ts';

/** Chooses another function for a payload file; nothing is invoked. */
export async function changeFunction(app: App, target?: unknown): Promise<void> {
  const { path, name } = await choosePayload(app, readInvokeTarget(target));
  if (path === undefined) return;
  const account = await app.connection.account();
  const picked = await pickFunction(app.prompts, account, `Which function is ${name} for?`);
  await rememberBinding(app, path, { functionName: picked.name });
  app.show.message(`${name} is for ${picked.name} now.`);
}
