import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
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

  test('deletes one, and clears after a question', async () => {
    const { window } = workbench;
    await window.rowContextMenu('History', 'function error', 'Delete from History');
    await window
      .rows('History')
      .filter({ hasText: 'function error' })
      .waitFor({ state: 'detached' });
    await window.runCommand('Lambda Bench: Clear History…');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.getByText(/Delete all \d invocations from the history/).waitFor();
    await window.screenshot('history-clear');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await window.page.getByText('Nothing was invoked yet').waitFor();
  });
});
