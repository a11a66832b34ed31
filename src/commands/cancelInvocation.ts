import type { App } from '../app.ts';

/** Stops waiting for every invocation in flight; the functions run on. */
export function cancelInvocation(app: Pick<App, 'invocations' | 'show'>): void {
  if (app.invocations.running().length === 0) app.show.message('Nothing is being invoked.');
  app.invocations.cancelAll();
}
