import type { App } from '../app.ts';
import { invoke } from './invoking/invoke.ts';
import { nothingInvoked } from './invoking/invokeFix.ts';

/** Repeats the last invocation of this window, with the payload file as it is now. */
export async function invokeAgain(app: App): Promise<void> {
  const last = app.invocations.finished();
  if (!last) throw nothingInvoked();
  const { path, functionName, qualifier, type, options } = last.request;
  await invoke(app, { payload: path ?? null, functionName, qualifier }, type, options);
}
