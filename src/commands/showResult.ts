import type { App } from '../app.ts';

/** Brings the output panel with the results forward. */
export function showResult(app: Pick<App, 'show'>): void {
  app.show.openResult();
}
