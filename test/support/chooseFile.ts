import path from 'node:path';
import type { Window } from './window.ts';

/** Types a file's path into the dialog with this title, as VS Code draws it where the system has none. */
export async function chooseFile({ page }: Window, title: string, file: string): Promise<void> {
  const dialog = page.locator('.quick-input-widget:visible').filter({ hasText: title });
  await dialog.locator('input').first().fill(file);
  // What the folder holds is looked up as one types; only then the path is taken for a file.
  await dialog
    .locator('.monaco-list-row')
    .filter({ hasText: path.basename(file) })
    .waitFor();
  const choose = dialog.getByRole('button', { name: 'Choose' });
  for (let tries = 0; tries < 5 && (await choose.isVisible()); tries++) {
    await choose.click({ timeout: 1000 }).catch(() => undefined);
    // A click in the moment of that look-up goes to the folder: as a person would, click once more.
    await choose.waitFor({ state: 'hidden', timeout: 1000 }).catch(() => undefined);
  }
}
