import type { App } from '../app.ts';
import { rememberBinding } from './invoking/bindings.ts';
import { chooseFunction } from './invoking/chooseFunction.ts';
import { choosePayload } from './invoking/choosePayload.ts';
import { invoke } from './invoking/invoke.ts';
import { readInvokeTarget } from './invoking/invokeTarget.ts';
import { type InvokeAnswers, invokeSteps, qualifiersOf } from './wizards/invokeSteps.ts';
import { findFunction } from './wizards/pickFunction.ts';

/** Invokes as the other commands do, after asking for all that an invocation may carry. */
export async function invokeWithOptions(app: App, target?: unknown): Promise<void> {
  const given = readInvokeTarget(target);
  const { path } = await choosePayload(app, given);
  const bound = await chooseFunction(app, path, given);
  const { functionName } = bound;
  const account = await app.connection.account();
  const summary = await findFunction(account, functionName);
  const qualifiers = await qualifiersOf(account, functionName);
  const answers = await app.prompts.wizard<InvokeAnswers>(
    `Invoke ${functionName}`,
    invokeSteps(app, { ...summary, qualifiers }),
    { tenantId: bound.tenantId },
  );
  const { type = 'RequestResponse', qualifier, tenantId } = answers;
  if (path !== undefined && tenantId !== undefined && tenantId !== bound.tenantId) {
    await rememberBinding(app, path, { ...bound, tenantId });
  }
  await invoke(app, { payload: path ?? null, functionName, qualifier }, type, answers);
}
