import type { App } from '../app.ts';

export async function showAllRoles(app: Pick<App, 'changeSetting'>): Promise<void> {
  await app.changeSetting('roles.showAll', true);
}
