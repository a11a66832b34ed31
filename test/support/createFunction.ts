import type { Window } from './window.ts';

/** Creates a function and a role for it from a handler's file, as a person does, and waits until it is shown. */
export async function createFunction(window: Window, file: string, name: string): Promise<void> {
  await window.explorerContextMenu(file, 'Create Function…');
  await window.answer({ question: 'Name of the function', text: name });
  await window.answer({ question: 'Description' });
  await window.answer({ question: 'Runtime' });
  await window.answer({ question: 'Handler' });
  await window.answer({ question: 'Execution role', pick: 'Create a new execution role' });
  await window.answer({ question: 'Name of the execution role' });
  await window.answer({ question: 'Managed policies' });
  await window.answer({ question: 'Memory and time-out', pick: '128 MB' });
  await window.waitForNotification(`Function ${name} was created`);
  // The view comes forward with the new row: only then the side bar is the person's again.
  await window.waitForRow('Functions', name);
}
