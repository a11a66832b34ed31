import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { functionMaker } from '../support/functions.ts';
import { localAccount } from '../support/localAccount.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('A new function with more than AWS sets', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({
      fixture: 'test/fixtures/outcomes',
      settings: { 'files.autoSave': 'off' },
      size: { width: 1400, height: 1000 },
    });
    const variables = '# for tests\nTABLE=orders\nAPI_TOKEN="hush hush"\n';
    await writeFile(path.join(workbench.workspace, '.env'), variables);
  });
  suiteTeardown(() => workbench.close());

  test('is asked for its role by what it needs, its size, architecture, variables and tags', async () => {
    const { window } = workbench;
    const { page } = window;
    await window.explorerContextMenu('index.mjs', 'Create Function…');
    await window.answer({ question: 'Name of the function', text: 'orders' });
    await window.answer({ question: 'Description', text: 'Takes orders' });
    await window.answer({ question: 'Runtime' });
    await window.answer({ question: 'Handler' });
    await page.getByText('Create one with what the function needs').waitFor();
    await window.screenshot('new-function-role');
    await window.answer({ question: 'Execution role', pick: 'Create one with what' });
    await window.answer({ question: 'Name of the execution role' });
    await window.answer({ question: 'Managed policies' });
    await window.answer({ question: 'Services that the function needs', check: ['DynamoDB'] });
    await window.answer({ question: 'How does it use DynamoDB?', pick: 'It reads and writes' });
    await window.answer({ question: 'What of DynamoDB' });
    await page
      .locator('.editor-instance .view-line')
      .filter({ hasText: 'dynamodb:Query' })
      .waitFor();
    await window.screenshot('new-function-policy');
    await window.answer({ question: 'The policy stands in the editor', pick: 'Use this policy' });
    await page.getByText('also architecture, environment and tags').waitFor();
    await window.screenshot('new-function-size');
    await window.answer({ question: 'Memory and time-out', pick: 'More…' });
    await window.answer({ question: 'Memory in MB', text: '64' });
    assert.match(await window.complaint(), /128/);
    await window.answer({ text: '512' });
    await window.answer({ question: 'Time-out in seconds', text: '30' });
    await window.answer({ question: 'Architecture', pick: 'arm64' });
    await page.getByText('all of its variables are sent to the account').waitFor();
    await window.screenshot('new-function-environment');
    await window.answer({ question: 'Environment variables', pick: '.env' });
    await window.answer({ question: 'Tags', text: 'aws:team=blue' });
    assert.match(await window.complaint(), /AWS' own/);
    await window.answer({ text: 'team=blue, stage=test' });
    await window.waitForNotification('Function orders was created');
    await window.waitForRow('Functions', 'orders');
    await window.screenshot('new-function-created');
    await window.runCommand('Notifications: Clear All Notifications');
  });

  test('is seen with all of it in its rows, its role with its policy', async () => {
    const { window } = workbench;
    await window.expandRow('Execution Roles', 'orders-role');
    await window.waitForRow('Execution Roles', 'orders-role-needs');
    await window.expandRow('Functions', 'orders');
    await window.expandRow('Functions', 'Configuration');
    for (const fact of ['512 MB', '30 s', 'arm64', 'Takes orders', 'orders-role']) {
      await window.waitForRow('Functions', fact);
    }
    await window.screenshot('new-function-configuration');
    await window.clickRow('Functions', 'Configuration');
    await window.expandRow('Functions', 'Tags');
    await window.waitForRow('Functions', 'blue');
    await window.waitForRow('Functions', 'stage');
    await window.clickRow('Functions', 'Tags');
  });

  test('shows the values of its variables only when that is asked for, and hides them again', async () => {
    const { window } = workbench;
    const shown = async () => (await window.treeRows('Functions')).join('\n');
    // From a row that is shut: what was asked for opens.
    await window.rowContextMenu('Functions', 'Environment Variables', 'Show Values');
    await window.waitForRow('Functions', 'hush hush');
    await window.screenshot('variables-shown');
    await window.rowContextMenu('Functions', 'API_TOKEN', 'Hide Values');
    await window.waitForRow('Functions', '••••••••');
    assert.doesNotMatch(await shown(), /hush|Variable TABLE, orders/);
    await window.screenshot('variables-hidden');
    await window.rowContextMenu('Functions', 'Environment Variables', 'Show Values');
    await window.waitForRow('Functions', 'hush hush');
    await window.rowContextMenu('Functions', 'Environment Variables', 'Hide Values');
    await window.waitForRow('Functions', '••••••••');
    assert.doesNotMatch(await shown(), /hush/);
  });

  test('stands beside one past its end of life, which says so in a warning colour', async () => {
    const { window } = workbench;
    const make = await functionMaker(await localAccount(workbench.accountFolder));
    const files = { 'index.js': 'exports.handler = async () => 1;\n' };
    await make('legacy', files, { Runtime: 'nodejs16.x' });
    await window.runCommand('Lambda Bench: Refresh Functions');
    await window.waitForRow('Functions', 'nodejs16.x, end of life');
    const row = window.rows('Functions').filter({ hasText: 'legacy' });
    await row.hover();
    await window.page
      .locator('.monaco-hover')
      .getByText(/end of life since 2024-06-12/)
      .waitFor();
    await window.screenshot('end-of-life');
    const [color, warning] = await window.page.evaluate<string[]>(`(() => {
      const probe = document.createElement('span');
      probe.style.color = 'var(--vscode-list-warningForeground)';
      document.querySelector('.monaco-workbench').append(probe);
      const row = document.querySelector('.monaco-list-row[aria-label^="Function legacy"]');
      const icon = row.querySelector('.custom-view-tree-node-item-icon');
      return [icon, probe].map((each) => getComputedStyle(each).color);
    })()`);
    assert.equal(color, warning);
  });
});
