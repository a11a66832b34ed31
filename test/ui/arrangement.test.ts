import assert from 'node:assert/strict';
import { createFunction } from '../support/createFunction.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('Arranging the Functions view', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({ fixture: 'test/fixtures/outcomes' });
    const { window } = workbench;
    for (const name of ['orders-create', 'orders-list', 'users-list']) {
      await createFunction(window, 'index.mjs', name);
    }
    await window.openSideBar();
  });
  suiteTeardown(() => workbench.close());

  const labels = async () =>
    (await workbench.window.treeRows('Functions')).map((row) => row.replace(/,.*$/, ''));

  test('the filter is said above the rows, and a button clears it', async () => {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Filter Functions…');
    await window.answer({ question: 'Words that the name', text: 'orders' });
    await window.page.getByText('Filter “orders”: 2 of 3 functions.').waitFor();
    await window.screenshot('filter');
    assert.deepEqual(await labels(), ['Function orders-create', 'Function orders-list']);
    await window.page.locator('.pane-header').getByText('Functions').hover();
    await window.page.getByRole('button', { name: 'Clear Filter' }).click();
    await window.waitForRow('Functions', 'users-list');
  });

  test('groups hold what begins alike, a favourite stands first, a hidden one is counted', async () => {
    const { window } = workbench;
    await window.rowContextMenu('Functions', 'users-list', 'Toggle Favourite');
    await window.page.locator('[aria-label^="Favourite function users-list"]').waitFor();
    await window.runCommand('Lambda Bench: Group Functions…');
    await window.answer({ question: 'grouped by', pick: 'By prefix' });
    const group = window.page.locator('.monaco-list-row[aria-label^="orders, 2 functions"]');
    await group.locator('.monaco-tl-twistie').click();
    await window.waitForRow('Functions', 'orders-create');
    await window.rowContextMenu('Functions', 'orders-list', 'Hide Function');
    await window.page.getByText('1 function is hidden.').waitFor();
    await window.screenshot('groups');
    const rows = await labels();
    assert.equal(rows[0], 'Favourite function users-list');
    assert.ok(rows.includes('Function orders-create'), rows.join('\n'));
  });
});
