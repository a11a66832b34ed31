import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('The main job @smoke', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({
      fixture: 'examples',
      // All of a result is in the picture, which the README shows.
      settings: { 'workbench.panel.opensMaximized': 'always', 'lambdaBench.result.clear': true },
      size: { width: 1280, height: 1000 },
    });
  });
  suiteTeardown(() => workbench.close());

  test('an empty account says what to do, and where it is', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await window.page.getByRole('button', { name: 'Create Execution Role' }).first().waitFor();
    await window.page.getByText('There are no functions here yet').waitFor();
    await window.page.getByText('local · 000000000000 · us-east-1').first().waitFor();
    await window.screenshot('empty-account');
  });

  test('a role is created from the palette; bad names are refused as they are typed', async () => {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Create Execution Role…');
    await window.answer({ question: 'Name of the execution role', text: 'no blanks' });
    assert.match(await window.complaint(), /blank|space/);
    await window.screenshot('refused-name');
    await window.answer({ text: 'orders-role' });
    await window.answer({ question: 'Description' });
    await window.answer({ question: 'Managed policies' });
    await window.answer({ question: 'Inline policy', pick: 'None' });
    await window.waitForRow('Execution Roles', 'orders-role');
    assert.deepEqual(await window.treeRows('Execution Roles'), ['Role orders-role, trusts lambda']);
  });

  test('a function is created from its handler by right click, and revealed', async () => {
    const { window } = workbench;
    await window.explorerContextMenu('orders/index.mjs', 'Create Function…');
    await window.answer({ question: 'Name of the function' });
    await window.answer({ question: 'Description' });
    await window.answer({ question: 'Runtime' });
    await window.answer({ question: 'Handler' });
    await window.answer({ question: 'Execution role', pick: 'orders-role' });
    await window.answer({ question: 'Memory and time-out', pick: '128 MB' });
    await window.waitForRow('Functions', 'orders');
    const [row] = await window.treeRows('Functions');
    assert.match(row ?? '', /^Function orders, nodejs\d+\.x, 128 MB, changed just now$/);
    await window.screenshot('created');
  });

  test('its payload file is invoked by right click: the panel shows answer, body and log', async () => {
    const { window } = workbench;
    await window.explorerContextMenu('events/order-created.json', 'Invoke Payload File');
    await window.answer({ question: 'Which function', pick: 'orders' });
    const output = await window.waitForOutput(/REPORT RequestId/);
    assert.match(output, /── orders ── local · 000000000000 · us-east-1 ──/);
    assert.match(output, /✔ {2}200 in \d/);
    assert.match(output, /── body, decoded · .* · JSON\n\{\n {2}"id": \d{17,}/);
    assert.match(output, /🎉/);
  });

  test('again, in an environment that is warm by now', async () => {
    const { window } = workbench;
    await window.runCommand('Notifications: Clear All Notifications');
    await window.runCommand('Lambda Bench: Invoke Again');
    await window.waitForOutput(/── log\nSTART RequestId[\s\S]*REPORT RequestId/);
    await window.screenshot('main-job');
  });

  test('the function changes when its source does: edit, invoke again, see', async () => {
    const { window, workspace } = workbench;
    const source = path.join(workspace, 'orders/index.mjs');
    const text = await readFile(source, 'utf8');
    await writeFile(source, text.replace('statusCode: 201', 'statusCode: 299'));
    await window.runCommand('Lambda Bench: Invoke Again');
    const output = await window.waitForOutput(/"statusCode": 299/);
    assert.match(output, /updated first: index\.mjs had changed/);
  });

  test('the view lists what was made; the role and the function can be deleted', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await window.rowContextMenu('Functions', 'orders', 'Delete Function…');
    await window.page
      .locator('.monaco-dialog-box')
      .getByText(/Delete/)
      .first()
      .waitFor();
    await window.screenshot('delete-function');
    await window.page
      .locator('.monaco-dialog-box .monaco-button')
      .filter({ hasText: /Delete/ })
      .click();
    await window.page.getByText('There are no functions here yet').waitFor();
    await window.rowContextMenu('Execution Roles', 'orders-role', 'Delete Role…');
    await window.page
      .locator('.monaco-dialog-box .monaco-button')
      .filter({ hasText: /Delete/ })
      .click();
    await window.page.getByText('There are no execution roles here yet').waitFor();
  });
});
