import type { App } from '../app.ts';

export async function refreshHistory(app: Pick<App, 'show'>): Promise<void> {
  await app.show.history();
}
