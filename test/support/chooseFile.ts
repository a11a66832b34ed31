import path from 'node:path';
import type { Window } from './window.ts';

/** Types a file's path into the dialog with this title, as VS Code draws it where the system has none. */
export async function chooseFile({ page }: Window, title: string, file: string): Promise<void> {
  const dialog = page.locator('.quick-input-widget:visible').filter({ hasText: title });
  const row = (label: string) =>
    dialog
      .locator('.monaco-list-row')
      .filter({ has: page.locator('.label-name').getByText(label, { exact: true }) });
  // It opens without rows; when those of its first folder come, that folder's path takes the place of what is typed.
  await row('..').waitFor();
  await dialog.locator('input').first().fill(file);
  // Until the rows of the folder that is typed are there, Choose would only go to that folder.
  await row(path.basename(file)).waitFor();
  await dialog.getByRole('button', { name: 'Choose' }).click();
  await dialog.waitFor({ state: 'hidden' });
}
