import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ManagedEndpoint, startManagedEndpoint } from '../support/managedEndpoint.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('A log that is elsewhere', () => {
  let managed: ManagedEndpoint;
  let folder: string;
  let workbench: Workbench;
  suiteSetup(async () => {
    managed = await startManagedEndpoint();
    folder = await mkdtemp(path.join(tmpdir(), 'lambda-bench-aws-'));
    const profile = `[profile managed]\nregion = eu-west-1\nendpoint_url = ${managed.endpoint}\n`;
    const keys = '[managed]\naws_access_key_id = AKIDMANAGED\naws_secret_access_key = secret\n';
    await writeFile(path.join(folder, 'config'), profile);
    await writeFile(path.join(folder, 'credentials'), keys);
    workbench = await openWorkbench({
      fixture: 'test/fixtures/outcomes',
      settings: { 'lambdaBench.result.clear': true, 'workbench.panel.opensMaximized': 'always' },
      env: {
        AWS_CONFIG_FILE: path.join(folder, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'credentials'),
      },
    });
  });
  suiteTeardown(async () => {
    await workbench?.close();
    await managed?.close();
    await rm(folder, { recursive: true, force: true });
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
