import assert from 'node:assert/strict';
import { createFunction } from '../support/createFunction.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('What stands below a function', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({ fixture: 'test/fixtures/outcomes' });
    await createFunction(workbench.window, 'index.mjs', 'rows');
  });
  suiteTeardown(() => workbench.close());

  test('is fetched when it is expanded, and stays open when it is fetched again', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await window.expandRow('Functions', 'rows');
    await window.waitForRow('Functions', 'New Payload File…');
    await window.expandRow('Functions', 'Tags');
    await window.waitForRow('Functions', 'lambda-bench:flow');
    await window.expandRow('Functions', 'Environment Variables');
    await window.waitForRow('Functions', 'None');
    await window.expandRow('Functions', 'Configuration');
    await window.waitForRow('Functions', 'Active');
    await window.screenshot('function-rows');
    await window.rowContextMenu('Functions', 'Configuration', 'Refresh');
    await window.waitForRow('Functions', 'Active');
    await window.runCommand('Lambda Bench: Refresh Functions');
    await window.waitForRow('Functions', 'Active');
    const rows = await window.treeRows('Functions');
    assert.ok(
      rows.some((row) => row.startsWith('Time-out')),
      rows.join('\n'),
    );
  });
});
