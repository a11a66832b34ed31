import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { invoke } from './invoking/invoke.ts';

/** Repeats the last invocation of this window, with the payload file as it is now. */
export async function invokeAgain(app: App): Promise<void> {
  const last = app.invocations.finished();
  if (!last) {
    throw new UserError(
      'Nothing was invoked in this window yet. Open a payload file and run Invoke Payload File.',
    );
  }
  const { path, functionName, qualifier, type, options } = last.request;
  await invoke(app, { payload: path ?? null, functionName, qualifier }, type, options);
}
