import type { App } from '../app.ts';

export async function showLambdaRoles(app: Pick<App, 'changeSetting'>): Promise<void> {
  await app.changeSetting('roles.showAll', false);
}
