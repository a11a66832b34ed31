import type { App } from '../app.ts';

export function showLog(app: Pick<App, 'show'>): void {
  app.show.openLog();
}
