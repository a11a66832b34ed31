import type { App } from '../app.ts';

export async function refreshRoles(app: Pick<App, 'show'>): Promise<void> {
  await app.show.roles();
}
