import type { Window } from './window.ts';

/** Selects a connection as a person does, and waits until commands go there: the status bar says so. */
export async function selectConnection(window: Window, name: string): Promise<void> {
  await window.runCommand('Lambda Bench: Select Connection…');
  await window.answer({ question: 'Which connection', pick: name });
  const status = window.page.locator('.statusbar-item[id$="connection"]');
  await status.filter({ hasText: name }).waitFor();
}
