import type { App } from '../app.ts';
import { recallInvocation } from './flows/recallInvocation.ts';
import { invocationTarget } from './wizards/invocationTarget.ts';

/** Tells an invocation of the history once more in the output panel. */
export async function showInvocation(
  app: Pick<App, 'history' | 'invocations' | 'prompts' | 'show' | 'state' | 'workspace'>,
  target?: unknown,
): Promise<void> {
  const id = await invocationTarget(app, target, 'Invocation whose result is shown');
  const history = await app.history();
  await app.show.result(recallInvocation(app, await history.whole(id)));
}
