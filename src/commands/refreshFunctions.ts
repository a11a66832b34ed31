import type { App } from '../app.ts';

export async function refreshFunctions(app: Pick<App, 'show'>): Promise<void> {
  await app.show.functions();
}
