import assert from 'node:assert/strict';
import { glob, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createFunction } from '../support/createFunction.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('The history', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({
      fixture: 'test/fixtures/outcomes',
      settings: {
        'lambdaBench.payloads': { 'events/*.json': 'kept' },
        'lambdaBench.result.clear': true,
      },
      size: { width: 1500, height: 1000 },
    });
    const { window } = workbench;
    await createFunction(window, 'index.mjs', 'kept');
  });
  suiteTeardown(() => workbench.close());

  async function invoke(file: string, expected: RegExp): Promise<void> {
    const { window } = workbench;
    await window.runCommand('View: Clear Output');
    await window.explorerContextMenu(`events/${file}.json`, 'Invoke Payload File');
    await window.waitForOutput(expected);
  }

  async function openHistory(): Promise<void> {
    const { window } = workbench;
    await window.openSideBar();
    await window.expandView('History');
  }

  /** In the extension's own storage. */
  async function historyFolder(): Promise<string> {
    const home = path.resolve(workbench.accountFolder, '../..');
    for await (const found of glob('server/**/history/entries', { cwd: home })) {
      return path.join(home, found);
    }
    throw new Error(`There is no history in ${home}.`);
  }

  const rows = async () =>
    (await workbench.window.treeRows('History')).filter((row) => row.startsWith('kept'));

  test('is empty at first, and says what will stand there', async () => {
    const { window } = workbench;
    await openHistory();
    await window.page.getByText('Nothing was invoked yet').waitFor();
    await window.screenshot('history-empty');
  });

  test('shows each invocation as it ends', async () => {
    await invoke('answer', /── body, decoded/);
    await invoke('throw', /TypeError: bad thing/);
    await openHistory();
    await workbench.window.waitForRow('History', 'function error');
    assert.match((await rows())[0] ?? '', /^kept, function error in .*: TypeError: bad thing, /);
    assert.match((await rows())[1] ?? '', /^kept, 200 in /);
    await workbench.window.screenshot('history');
  });

  test('is there after the window was closed, and tells an invocation again', async () => {
    const { window } = workbench;
    await window.page.reload();
    await window.page.locator('.activitybar .action-label[aria-label="Lambda Bench"]').waitFor();
    await openHistory();
    await window.waitForRow('History', '200 in');
    assert.equal((await rows()).length, 2);
    await window.clickRow('History', '200 in');
    const output = await window.waitForOutput(/from the history/);
    assert.match(output, /events\/answer\.json[\s\S]*"id": 12345678901234567890/);
    await window.screenshot('history-result');
  });

  test('runs again with the same bytes, although the file has changed', async () => {
    const { window } = workbench;
    await writeFile(path.join(workbench.workspace, 'events/answer.json'), '{"way":"log"}');
    await window.rowContextMenu('History', '200 in', 'Invoke Again with the Same Bytes');
    await window.waitForOutput(/with the bytes that were sent at[\s\S]*── body, decoded/);
    await window.runCommand('View: Clear Output');
    await window.rowContextMenu('History', '200 in', 'Invoke Again with the File as It Is Now');
    await window.waitForOutput(/"logged"/);
    await window.waitForRow('History', '200 in');
  });

  test('compares two that are selected', async () => {
    const { window } = workbench;
    const found = window.rows('History').filter({ hasText: '200 in' });
    await found.nth(0).click();
    await found.nth(1).click({ modifiers: ['ControlOrMeta'] });
    await window.chooseFromMenu(found.nth(1), 'Compare Responses');
    const diff = window.page.locator('.diffEditor, .monaco-diff-editor').first();
    await diff.getByText('statusCode').first().waitFor();
    await window.page
      .locator('.tab.active')
      .getByText(/kept: .* ↔ /)
      .waitFor();
    await window.screenshot('history-comparison');
  });

  test('copies an invocation as curl', async () => {
    const { window } = workbench;
    await window.rowContextMenu('History', 'function error', 'Copy As…');
    await window.page.getByText('aws lambda invoke, for your shell').waitFor();
    await window.screenshot('history-copy');
    await window.answer({ question: 'Copy the invocation of kept as', pick: 'curl' });
    await window.waitForNotification(/Copied, without credentials/);
    const copied: unknown = await window.page.evaluate('navigator.clipboard.readText()');
    assert.match(String(copied), /^curl -sS \\\n {2}--aws-sigv4 'aws:amz:us-east-1:lambda'/);
  });

  test('opens what was sent', async () => {
    const { window } = workbench;
    await window.rowContextMenu('History', 'function error', 'Open What Was Sent');
    await window.page.locator('.tab.active').getByText('kept payload.json').waitFor();
    await window.page.locator('.editor-instance .view-line').getByText('"throw"').waitFor();
  });

  test('shows what another window invokes', async () => {
    const { window } = workbench;
    const before = (await rows()).length;
    const other = await workbench.openWindow();
    await other.explorerContextMenu('events/throw.json', 'Dry Run Payload File');
    await other.waitForOutput(/✔ {2}204 allowed/);
    await other.page.close();
    await window.waitForRow('History', 'allowed in');
    assert.equal((await rows()).length, before + 1);
  });

  test('reads many by and by, and passes a damaged one over', async () => {
    const { window } = workbench;
    const folder = await historyFolder();
    const [name = ''] = await readdir(folder);
    const content = await readFile(path.join(folder, name));
    for (let index = 0; index < 120; index += 1) {
      const random = String(index).padStart(12, '0');
      const copy = `${Date.now() - 60_000 - index}-${content.length}-${random}.entry`;
      await writeFile(path.join(folder, copy), index === 0 ? 'damaged' : content);
    }
    await window.runCommand('Lambda Bench: Refresh History');
    await window.rows('History').nth(1).click();
    await window.page.keyboard.press('End');
    await window.waitForRow('History', 'Load More…');
    await window.screenshot('history-many');
    await window.clickRow('History', 'Load More…');
    await window.rows('History').filter({ hasText: 'Load More…' }).waitFor({ state: 'detached' });
    await window.page.keyboard.press('End');
    await window.screenshot('history-all');
  });

  test('refuses what a later version wrote, and says so', async () => {
    const { window } = workbench;
    const format = path.join(path.dirname(await historyFolder()), 'format.json');
    await writeFile(format, '{"format":99}');
    await window.runCommand('Lambda Bench: Refresh History');
    await window.waitForRow('History', 'later version of Lambda Bench');
    await window.screenshot('history-newer');
    await writeFile(format, '{"format":1}');
    await window.clickRow('History', 'later version of Lambda Bench');
    await window.waitForRow('History', 'kept');
  });

  test('deletes one, and clears after a question', async () => {
    const { window } = workbench;
    await window.rowContextMenu('History', 'function error', 'Delete from History');
    await window
      .rows('History')
      .filter({ hasText: 'function error' })
      .waitFor({ state: 'detached' });
    await window.runCommand('Lambda Bench: Clear History…');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.getByText(/Delete all \d+ invocations from the history/).waitFor();
    await window.screenshot('history-clear');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await window.page.getByText('Nothing was invoked yet').waitFor();
  });
});
