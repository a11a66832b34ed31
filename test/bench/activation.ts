import path from 'node:path';
import { openWorkbench } from '../support/workbench.ts';
import { type Figure, median } from './figure.ts';

const starts = 5;

/** Activation as VS Code itself measures it, each time in a VS Code that was just started. */
export async function measure(): Promise<readonly Figure[]> {
  const times: number[] = [];
  for (let start = 0; start < starts; start += 1) times.push(await activationTime());
  const what = `activation, VS Code's own figure, median of ${starts}`;
  return [{ what, measured: median(times), unit: 'ms', budget: 10 }];
}

async function activationTime(): Promise<number> {
  await using workbench = await openWorkbench({
    fixture: path.resolve(import.meta.dirname, '../../examples'),
    // The list of running extensions draws only what is in sight.
    size: { width: 1280, height: 2400 },
  });
  const { window } = workbench;
  const activated = window.page
    .locator('.runtime-extensions-editor .monaco-list-row')
    .filter({ hasText: /Activation: \d+ms/ });
  // VS Code's own extensions first, which would share the processor.
  await window.runCommand('Developer: Show Running Extensions');
  await activated.filter({ hasText: 'Emmet' }).first().waitFor({ timeout: 60_000 });
  // Newer versions show the list above everything else.
  await window.page.keyboard.press('Escape');
  await window.openSideBar();
  await window.page.getByText('There are no functions here yet').waitFor();
  await window.runCommand('Developer: Show Running Extensions');
  const row = activated.filter({ hasText: 'Lambda Bench' });
  const text = (await row.first().textContent({ timeout: 60_000 })) ?? '';
  return Number(/Activation: (\d+)ms/.exec(text)?.[1]);
}
