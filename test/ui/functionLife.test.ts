import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('The life of a function', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({ fixture: 'test/fixtures/outcomes' });
    await workbench.window.openSideBar();
  });
  suiteTeardown(() => workbench.close());

  test('begins with a blueprint, whose events are answered as it says', async () => {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Create Function…');
    await window.page.getByText('An SQS batch').waitFor();
    await window.screenshot('blueprints');
    await window.answer({ question: 'What the function is made from', pick: 'An SQS batch' });
    await window.answer({ question: 'Name of the function', text: 'batch' });
    await window.answer({ question: 'Description' });
    await window.answer({ question: 'Runtime' });
    await window.answer({ question: 'Execution role', pick: 'Create a new execution role' });
    await window.answer({ question: 'Name of the execution role' });
    await window.answer({ question: 'Managed policies' });
    await window.answer({ question: 'Memory and time-out', pick: '128 MB' });
    const created = await window.waitForNotification('Function batch was created');
    await window.page.locator('.tab.active').getByText('index.mjs').waitFor();
    await window.screenshot('blueprint-created');
    await created.getByRole('button', { name: 'Invoke' }).click();
    const output = await window.waitForOutput(/batchItemFailures/);
    assert.match(output, /"itemIdentifier": ?"second"/);
  });

  test('its code is downloaded beside it', async () => {
    const { window } = workbench;
    await window.rowContextMenu('Functions', 'batch', 'Download Code…');
    await window.answer({ question: 'Folder within', text: 'downloaded' });
    await window.waitForNotification(/The code of batch, \d+ bytes, is in .*downloaded/);
    await window.screenshot('downloaded');
    const file = path.join(workbench.workspace, 'downloaded/index.mjs');
    assert.match(await readFile(file, 'utf8'), /batchItemFailures/);
  });

  test('a version is published, and the rows that are open show it', async () => {
    const { window } = workbench;
    await window.expandRow('Functions', 'batch');
    await window.expandRow('Functions', 'Versions and Aliases');
    await window.waitForRow('Functions', 'None');
    await window.rowContextMenu('Functions', 'batch', 'Publish Version…');
    await window.answer({ question: 'Description of the new version', text: 'first' });
    await window.waitForNotification('Version 1 of batch was published.');
    await window.waitForRow('Functions', 'Version 1');
    await window.screenshot('versions');
  });

  test('it ends after a question that says what goes with it', async () => {
    const { window } = workbench;
    await window.rowContextMenu('Functions', 'batch', 'Delete Function…');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.getByText(/its version and its permissions/).waitFor();
    await window.screenshot('delete');
    await dialog.getByRole('button', { name: 'Delete Function' }).click();
    await window.waitForNotification('Function batch was deleted');
  });
});
