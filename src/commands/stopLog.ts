import type { App } from '../app.ts';

/** Stops following a log; its document stays. Without a target, the one in the active editor. */
export function stopLog(app: Pick<App, 'show'>, target?: unknown): void {
  app.show.stopLive(target);
}
