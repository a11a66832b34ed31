import assert from 'node:assert/strict';
import { keyProfile } from '../support/keyProfile.ts';
import { type ManagedEndpoint, startManagedEndpoint } from '../support/managedEndpoint.ts';
import { openOutcomes } from '../support/openOutcomes.ts';
import { type SharedFiles, writeSharedFiles } from '../support/sharedFiles.ts';
import type { Workbench } from '../support/workbench.ts';

suite('A log that is elsewhere', () => {
  let managed: ManagedEndpoint;
  let files: SharedFiles;
  let workbench: Workbench;
  suiteSetup(async () => {
    managed = await startManagedEndpoint();
    files = await writeSharedFiles({
      config: `[profile managed]\nregion = eu-west-1\nendpoint_url = ${managed.endpoint}\n`,
      credentials: keyProfile('managed', { accessKeyId: 'AKIDMANAGED', secretAccessKey: 'secret' }),
    });
    workbench = await openOutcomes(files.env);
  });
  suiteTeardown(async () => {
    await workbench?.close();
    await managed?.close();
    await files?.remove();
  });

  test('is named in the result, and its link reads it there', async () => {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Select Connection…');
    await window.answer({ question: 'onnection', pick: 'managed' });
    await window.page
      .locator('.statusbar-item[id$="connection"]')
      .filter({ hasText: 'managed' })
      .waitFor();
    await window.explorerContextMenu('events/answer.json', 'Invoke Payload File');
    await window.answer({ question: 'Which function is this payload file for', pick: 'managed' });
    const output = await window.waitForOutput(/── log\nIt is in CloudWatch Logs/);
    assert.match(output, /✔ {2}200 in/);
    await window.screenshot('log-place');
    const link = window.page
      .locator('.part.panel .detected-link')
      .filter({ hasText: 'Show Full Log' });
    await link.first().click({ modifiers: ['ControlOrMeta'] });
    await window.page
      .locator('.tab.active')
      .getByText(/managed .*\.log/)
      .waitFor();
    await window.page.locator('.editor-instance').getByText('from CloudWatch').waitFor();
    await window.page.locator('.editor-instance').getByText('── end of the log').waitFor();
    await window.screenshot('log-place-read');
  });
});
