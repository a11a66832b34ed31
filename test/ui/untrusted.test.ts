import assert from 'node:assert/strict';
import { access, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('An untrusted workspace', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({
      fixture: 'test/fixtures/outcomes',
      untrusted: true,
      // What a stranger's workspace would like to decide.
      settings: {
        'lambdaBench.connection': 'production',
        'lambdaBench.connections': [{ name: 'evil', credentials: { kind: 'default' } }],
        'lambdaBench.local.node': '/tmp/evil',
        'lambdaBench.payloads': { '*.json': 'evil' },
      },
    });
  });
  suiteTeardown(() => workbench.close());

  const endpointIsThere = () => access(workbench.accountFolder);

  test('shows its views, which say why they are empty, and starts nothing', async () => {
    const { window } = workbench;
    await window.openFile('events/answer.json');
    await window.openSideBar();
    await window.waitForRow('Functions', 'This workspace is not trusted');
    await window.waitForRow('Execution Roles', 'This workspace is not trusted');
    await window.page.locator('.statusbar-item[id$="connection"]', { hasText: 'local' }).waitFor();
    await window.screenshot('untrusted');
    await assert.rejects(endpointIsThere(), { code: 'ENOENT' });
  });

  test('sends nothing, and says why', async () => {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Create Execution Role…');
    const message = await window.waitForNotification('This workspace is not trusted');
    await message.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
    await window.screenshot('untrusted-command');
    await assert.rejects(endpointIsThere(), { code: 'ENOENT' });
  });

  test('does everything once it is trusted, but what its settings may not decide', async () => {
    const { window } = workbench;
    const file = path.join(workbench.workspace, '.vscode/settings.json');
    const settings: Record<string, unknown> = JSON.parse(await readFile(file, 'utf8'));
    delete settings['lambdaBench.connection'];
    await writeFile(file, JSON.stringify(settings));
    await window.page
      .locator('.notification-toast')
      .getByRole('button', { name: 'Manage Workspace Trust' })
      .click();
    await window.page
      .locator('.workspace-trust-editor')
      .getByRole('button', { name: 'Trust', exact: true })
      .first()
      .click();
    await window.openSideBar();
    await window.page.getByText('There are no functions here yet').waitFor();
    await endpointIsThere();
    await window.runCommand('Lambda Bench: Select Connection…');
    await window.page.getByText('Runs functions on this machine').waitFor();
    assert.equal(await window.page.getByText('evil', { exact: true }).count(), 0);
    await window.screenshot('trusted');
  });
});
