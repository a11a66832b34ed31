import type { App } from '../app.ts';
import { idsOfInvocations, invocationTarget } from './wizards/invocationTarget.ts';

/** Removes invocations from the history: those that are selected, else one that is asked for. */
export async function deleteInvocation(
  app: Pick<App, 'history' | 'prompts'>,
  target?: unknown,
  selection?: unknown,
): Promise<void> {
  const selected = idsOfInvocations(target, selection);
  const ids =
    selected.length > 0
      ? selected
      : [await invocationTarget(app, undefined, 'Invocation that is deleted from the history')];
  await (await app.history()).remove(ids);
}
