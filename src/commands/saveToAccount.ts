import type { App } from '../app.ts';

/** Saves the active document of an account, as the key does everywhere else. */
export async function saveToAccount(app: Pick<App, 'show'>): Promise<void> {
  await app.show.saveAccountDocument();
}
