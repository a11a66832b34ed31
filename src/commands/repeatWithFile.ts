import type { App } from '../app.ts';
import { askBeforeRepeating } from './flows/askBeforeRepeating.ts';
import { invoke } from './invoking/invoke.ts';
import { invocationTarget } from './wizards/invocationTarget.ts';

/** Invokes once more as an invocation of the history did, with its payload file as it is now. */
export async function repeatWithFile(app: App, target?: unknown): Promise<void> {
  const id = await invocationTarget(app, target, 'Invocation that is repeated');
  const { entry } = await (await app.history()).whole(id);
  const { path, functionName, qualifier, type, options } = entry.request;
  const agreed = await askBeforeRepeating(app, entry);
  await invoke(app, { payload: path ?? null, functionName, qualifier }, type, options, agreed);
}
