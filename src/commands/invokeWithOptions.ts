import type { App } from '../app.ts';
import type { Account } from '../aws/account.ts';
import { isUserError } from '../errors.ts';
import { rememberBinding } from './invoking/bindings.ts';
import { chooseFunction } from './invoking/chooseFunction.ts';
import { choosePayload } from './invoking/choosePayload.ts';
import { invoke } from './invoking/invoke.ts';
import { readInvokeTarget } from './invoking/invokeTarget.ts';
import {
  type Invocable,
  type InvokeAnswers,
  invokeSteps,
  qualifiersOf,
} from './wizards/invokeSteps.ts';
import { noFunction } from './wizards/pickFunction.ts';

/** Invokes as the other commands do, after asking for all that an invocation may carry. */
export async function invokeWithOptions(app: App, target?: unknown): Promise<void> {
  const given = readInvokeTarget(target);
  const { path } = await choosePayload(app, given);
  const bound = await chooseFunction(app, path, given);
  const { functionName } = bound;
  const account = await app.connection.account();
  const invocable = await lookUp(account, functionName);
  const answers = await app.prompts.wizard<InvokeAnswers>(
    `Invoke ${functionName}`,
    invokeSteps(app, invocable),
    { tenantId: bound.tenantId, ...(!invocable.qualifiers && { qualifier: bound.qualifier }) },
  );
  const { type = 'RequestResponse', qualifier, tenantId } = answers;
  if (path !== undefined && tenantId !== undefined && tenantId !== bound.tenantId) {
    await rememberBinding(app, path, { ...bound, tenantId });
  }
  await invoke(app, { payload: path ?? null, functionName, qualifier }, type, answers);
}

/** Who may invoke a function may not always look it up. */
async function lookUp(account: Account, name: string): Promise<Invocable> {
  const unknown = { name, qualifiers: undefined, tenantIsolation: undefined, durable: false };
  try {
    const [summary, url] = await Promise.all([
      account.functions.find(name),
      account.functions.url(name).catch(() => undefined),
    ]);
    const streams = url?.settings.InvokeMode === 'RESPONSE_STREAM';
    if (summary) return { ...summary, qualifiers: await qualifiersOf(account, name), streams };
  } catch (error) {
    if (isUserError(error)) return unknown;
    throw error;
  }
  throw noFunction(account, name);
}
