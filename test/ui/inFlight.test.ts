import assert from 'node:assert/strict';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { createFunction } from '../support/createFunction.ts';
import { localClients } from '../support/localClients.ts';
import type { Window } from '../support/window.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('An invocation whose window ends', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({
      fixture: 'test/fixtures/outcomes',
      settings: { 'lambdaBench.payloads': { 'events/*.json': 'slow' } },
      size: { width: 1500, height: 1000 },
    });
    await createFunction(workbench.window, 'index.mjs', 'slow');
    const endpoint = path.join(workbench.accountFolder, 'endpoint.json');
    await localClients(JSON.parse(await readFile(endpoint, 'utf8'))).lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: 'slow', Timeout: 120 }),
    );
  });
  suiteTeardown(() => workbench.close());

  async function openHistory(window: Window): Promise<void> {
    await window.openSideBar();
    await window.expandView('History');
  }

  async function invokeSlowly(window: Window): Promise<void> {
    // What a new window still draws closes the menu.
    await window.openSideBar();
    await window.waitForRow('Functions', 'slow');
    await window.explorerContextMenu('events/hang.json', 'Invoke Payload File');
    await openHistory(window);
    await window.waitForRow('History', 'running since');
  }

  /** Of the window that was the last to send something. */
  async function extensionHost(): Promise<number> {
    const home = path.resolve(workbench.accountFolder, '../..');
    const found: string[] = [];
    for await (const each of glob('server/**/history/entries/*.sent', { cwd: home })) {
      found.push(each);
    }
    // Names begin with their time.
    const newest = found.toSorted().at(-1);
    assert.ok(newest);
    const [header = ''] = (await readFile(path.join(home, newest), 'utf8')).split('\n');
    const { pid } = JSON.parse(header).sender;
    assert.ok(typeof pid === 'number' && pid > 1 && pid !== process.pid);
    return pid;
  }

  const sent = 'may have run: its window closed before an answer came';

  test('is running as long as the window is there, and may have run when it was closed and opened again', async () => {
    const { window } = workbench;
    await invokeSlowly(window);
    await window.screenshot('in-flight-running');
    await window.page.reload();
    await window.page.locator('.activitybar .action-label[aria-label="Lambda Bench"]').waitFor();
    await openHistory(window);
    await window.waitForRow('History', sent);
    await window.screenshot('in-flight-closed');
  });

  test('says how to find out, and leads to the log of that time', async () => {
    const { window } = workbench;
    await window.clickRow('History', sent);
    const output = await window.waitForOutput(/from the history/);
    assert.match(output, /events\/hang\.json[\s\S]*the function may have run/);
    await window.screenshot('in-flight-result');
    const link = window.page
      .locator('.part.panel .detected-link')
      .filter({ hasText: 'Show Full Log' });
    await link.first().click({ modifiers: ['ControlOrMeta'] });
    await window.page.locator('.tab.active').getByText('slow.log').waitFor();
    await window.page.locator('.editor-instance .view-line').getByText('START RequestId').waitFor();
    await window.screenshot('in-flight-log');
  });

  test('is not run again unasked', async () => {
    const { window } = workbench;
    await window.rowContextMenu('History', sent, 'Invoke Again with the Same Bytes');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.getByText(/^slow was sent on local .* may have run: no answer came/).waitFor();
    await window.screenshot('in-flight-question');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.equal((await window.treeRows('History')).filter((row) => /^slow/.test(row)).length, 1);
  });

  test('is seen in another window, also that its extension host was killed', async () => {
    const { window } = workbench;
    const other = await workbench.openWindow();
    await invokeSlowly(other);
    await window.waitForRow('History', 'running since');
    await window.screenshot('in-flight-elsewhere');
    process.kill(await extensionHost(), 'SIGKILL');
    await window
      .rows('History')
      .filter({ hasText: 'running since' })
      .waitFor({ state: 'detached' });
    assert.equal((await window.treeRows('History')).filter((row) => row.includes(sent)).length, 2);
    await window.screenshot('in-flight-killed');
    await other.page.close();
  });
});
