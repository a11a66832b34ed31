import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createFunction } from '../support/createFunction.ts';
import { openOutcomes } from '../support/openOutcomes.ts';
import type { Workbench } from '../support/workbench.ts';

suite('Ways to invoke', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openOutcomes();
    const { window } = workbench;
    await createFunction(window, 'index.mjs', 'ways');
    await window.explorerContextMenu('events/answer.json', 'Invoke Payload File');
    await window.answer({ question: 'Which function is this payload file for', pick: 'ways' });
    await window.waitForOutput(/── body, decoded/);
  });
  suiteTeardown(() => workbench.close());

  /** Starts from an empty panel, so that only a new result can be seen. */
  async function clearAndOpen(file: string): Promise<void> {
    const { window } = workbench;
    await window.runCommand('View: Clear Output');
    await window.openFile(`events/${file}`);
  }

  test('a row of the view, with an empty object', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await window.rowContextMenu('Functions', 'ways', 'Invoke Payload File');
    await window.answer({ question: 'Which payload does ways get', pick: 'Empty object {}' });
    const output = await window.waitForOutput(/empty object \{\} · 2 bytes/);
    assert.match(output, /✖ {2}function error/);
  });

  test('the button in the editor title of a known payload file', async () => {
    const { window } = workbench;
    await clearAndOpen('answer.json');
    await window.page
      .locator('.editor-actions')
      .getByRole('button', { name: 'Invoke Payload File' })
      .click();
    await window.waitForOutput(/events\/answer\.json[\s\S]*── body, decoded/);
  });

  test('the lenses above the first line of a known payload file, and none above others', async () => {
    const { window } = workbench;
    const lens = (title: RegExp | string) =>
      window.page.locator('.codelens-decoration a').filter({ hasText: title });
    await clearAndOpen('answer.json');
    await lens(/Dry Run/).click();
    await window.waitForOutput(/✔ {2}204 allowed/);
    await lens(/Invoke ways \(local\)/).waitFor();
    await lens('Queue as Event').waitFor();
    await lens('Change Function…').waitFor();
    await window.screenshot('code-lenses');
    await clearAndOpen('log.json');
    await lens(/Invoke/).waitFor({ state: 'detached' });
  });

  test('a question whose list does not fit what is typed has a way on', async () => {
    const { window } = workbench;
    await window.openFile('events/answer.json');
    await window.runCommand('Lambda Bench: Change Function of Payload File…');
    const box = window.page.locator('.quick-input-widget');
    await box.locator('.monaco-list-row[aria-label^="ways"]').waitFor();
    await window.page.keyboard.type('somebody-elses');
    await box.locator('.monaco-list-row[aria-label^="ways"]').waitFor({ state: 'detached' });
    await window.answer({ pick: 'Type a name…' });
    await window.answer({ question: 'Name or ARN', text: 'ways' });
  });

  test('the row of a payload file below its function', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await window.expandRow('Functions', 'ways');
    await window.waitForRow('Functions', 'events/answer.json');
    await window.screenshot('payload-rows');
    await window.rowContextMenu('Functions', 'events/answer.json', 'Dry Run Payload File');
    await window.waitForOutput(/events\/answer\.json[\s\S]*✔ {2}204 allowed/);
  });

  test('a binding goes over to the settings of the workspace, whose comments stay', async () => {
    const { window } = workbench;
    const file = path.join(workbench.workspace, '.vscode/settings.json');
    const before = await readFile(file, 'utf8');
    await writeFile(file, `// ours\n${before}`);
    await clearAndOpen('answer.json');
    await window.runCommand('Lambda Bench: Remember in Workspace Settings');
    await window.waitForNotification(/settings say that events\/answer\.json is for ways/);
    await window.screenshot('shared-binding');
    const after = await readFile(file, 'utf8');
    assert.match(after, /^\/\/ ours\n/);
    assert.match(after, /"lambdaBench\.payloads": \{\s*"events\/answer\.json": "ways"\s*\}/);
    await window.runCommand('Lambda Bench: Invoke Payload File');
    await window.waitForOutput(/── body, decoded/);
  });

  test('a file that is not bound has no button', async () => {
    const { window } = workbench;
    await clearAndOpen('log.json');
    const button = window.page
      .locator('.editor-actions')
      .getByRole('button', { name: 'Invoke Payload File' });
    await button.waitFor({ state: 'detached' });
  });

  test('the key in the editor', async () => {
    const { window } = workbench;
    await clearAndOpen('answer.json');
    await window.page.locator('.editor-group-container .monaco-editor .view-line').first().click();
    await window.page.keyboard.press('Control+Alt+Enter');
    await window.waitForOutput(/events\/answer\.json[\s\S]*── body, decoded/);
  });

  test('the menus of the editor and of its tab', async () => {
    const { window } = workbench;
    const { page } = window;
    for (const place of ['.editor-group-container .monaco-editor .view-line', '.tab.active']) {
      await clearAndOpen('answer.json');
      await page.locator(place).first().click({ button: 'right' });
      const item = page
        .locator('.monaco-menu .action-item')
        .filter({ hasText: 'Dry Run Payload File' });
      await item.waitFor();
      // A menu takes no click in its first moments, so that the click that opened it chooses nothing.
      await page.waitForTimeout(200);
      await item.click();
      await window.waitForOutput(/✔ {2}204 allowed/);
    }
  });

  test('the environment for other tools is copied in the language of the shell', async () => {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Copy Local Endpoint Environment');
    const told = await window.waitForNotification(
      /makes AWS tools use the local account at http:\/\/127/,
    );
    // Without a button it would be cut to one line.
    await told.getByRole('button', { name: 'OK' }).waitFor();
    await window.runCommand('File: New Untitled Text File');
    await window.page
      .locator('.editor-instance.active .monaco-editor, .editor-instance .monaco-editor')
      .first()
      .click();
    await window.page.keyboard.press('Control+V');
    await window.page.getByText("export AWS_ENDPOINT_URL='http://127.0.0.1:").waitFor();
    await window.screenshot('copied-environment');
    await window.runCommand('File: Revert File');
  });

  test('again, by its key, from anywhere', async () => {
    const { window } = workbench;
    await clearAndOpen('answer.json');
    await window.page.keyboard.press('Control+Shift+Alt+Enter');
    await window.waitForOutput(/✔ {2}204 allowed/);
  });

  test('the palette, with the file in the editor', async () => {
    const { window } = workbench;
    await clearAndOpen('answer.json');
    await window.runCommand('Lambda Bench: Invoke Payload File');
    await window.waitForOutput(/events\/answer\.json[\s\S]*── body, decoded/);
  });

  test('with options, asked one after the other', async () => {
    const { window } = workbench;
    await clearAndOpen('answer.json');
    await window.runCommand('Lambda Bench: Invoke with Options…');
    await window.page.getByText('Request and response', { exact: true }).waitFor();
    await window.screenshot('options-type');
    await window.answer({ question: 'How is ways invoked', pick: 'Request and response' });
    await window.page.getByText('From a JSON file…').waitFor();
    await window.screenshot('options-context');
    await window.answer({ question: 'Client context', pick: 'Typed…' });
    await window.answer({ question: 'Client context', text: '{"custom":{"who":"me"}}' });
    await window.waitForOutput(/with a client context: \{"custom":\{"who":"me"\}\}/);
    await window.screenshot('options-result');
  });
});
