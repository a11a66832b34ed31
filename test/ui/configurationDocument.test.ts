import assert from 'node:assert/strict';
import path from 'node:path';
import {
  GetFunctionConfigurationCommand,
  type LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { createFunction } from '../support/createFunction.ts';
import { localAccount } from '../support/localAccount.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('The configuration of a function as a document', () => {
  let workbench: Workbench;
  let lambda: LambdaClient;
  suiteSetup(async () => {
    workbench = await openWorkbench({ fixture: 'test/fixtures/outcomes' });
    await createFunction(workbench.window, 'index.mjs', 'settings');
    ({ lambda } = await localAccount(workbench.accountFolder));
  });
  suiteTeardown(() => workbench.close());

  async function timeout(): Promise<number | undefined> {
    const command = new GetFunctionConfigurationCommand({ FunctionName: 'settings' });
    return (await lambda.send(command)).Timeout;
  }

  /** Replaces a text of the active editor by means of its find widget. */
  async function replaceInEditor(from: string, to: string): Promise<void> {
    const { page } = workbench.window;
    await page.locator('.editor-instance .view-lines').last().click();
    await page.keyboard.press('Control+H');
    const widget = page.locator('.find-widget.visible');
    await widget.locator('.find-part textarea').first().fill(from);
    await widget.locator('.replace-part textarea').first().fill(to);
    await page.keyboard.press('Control+Alt+Enter');
    await page.keyboard.press('Escape');
  }

  test('opens from the row, shows what is wrong, and is applied when it is saved', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await window.rowContextMenu('Functions', 'settings', 'Edit Configuration');
    await window.page.locator('.tab.active').getByText('settings.configuration.json').waitFor();
    await replaceInEditor('"Timeout": 3', '"Timeout": 3000');
    await window.page.locator('.squiggly-error').first().waitFor();
    await window.screenshot('configuration-diagnostic');
    await window.page.keyboard.press('Control+S');
    await window.waitForNotification(/The time-out is a whole number from 1 to 900/);
    await window.screenshot('configuration-refused');
    assert.equal(await timeout(), 3);
    await window.runCommand('Notifications: Clear All Notifications');
    await replaceInEditor('"Timeout": 3000', '"Timeout": 30');
    await window.page.keyboard.press('Control+S');
    await window.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
    assert.equal(await timeout(), 30);
    await window.screenshot('configuration-saved');
  });

  test("somebody else's change opens as a diff, and nothing is overwritten", async () => {
    const { window } = workbench;
    const input = { FunctionName: 'settings', Timeout: 60 };
    await lambda.send(new UpdateFunctionConfigurationCommand(input));
    await replaceInEditor('"MemorySize": 128', '"MemorySize": 256');
    await window.page.keyboard.press('Control+S');
    await window.waitForNotification(/the account holds something else than what you opened/);
    await window.page
      .locator('.tab.active')
      .getByText(/in the account ↔ yours/)
      .waitFor();
    await window.screenshot('configuration-conflict');
    assert.equal(await timeout(), 60);
  });
});

suite('The configuration of a function where VS Code saves by itself', () => {
  const autoSave = { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 100 };
  const fixture = 'test/fixtures/outcomes';

  /** Types a description into the configuration of a new function. */
  async function describe(workbench: Workbench): Promise<() => Promise<string | undefined>> {
    const { window } = workbench;
    const { page } = window;
    await createFunction(window, 'index.mjs', 'careful');
    const { lambda } = await localAccount(workbench.accountFolder);
    const command = new GetFunctionConfigurationCommand({ FunctionName: 'careful' });
    await window.openSideBar();
    await window.rowContextMenu('Functions', 'careful', 'Edit Configuration');
    await page.locator('.tab.active').getByText('careful.configuration.json').waitFor();
    await page.locator('.editor-instance .view-lines').last().click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('mine');
    return async () => (await lambda.send(command)).Description;
  }

  test('is saved by hand only', async () => {
    await using workbench = await openWorkbench({ fixture, settings: autoSave });
    const { window } = workbench;
    const description = await describe(workbench);
    await window.waitForNotification(/saving changes the account, so it is done by hand only/);
    await window.screenshot('configuration-auto-save');
    assert.equal(await description(), '');
    await window.page.keyboard.press('Control+S');
    await window.page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
    assert.equal(await description(), 'mine');
  });

  test('is saved by hand also while VS Code saves it', async () => {
    const otherExtensions = [path.resolve('test/fixtures/slowSave')];
    await using workbench = await openWorkbench({ fixture, settings: autoSave, otherExtensions });
    const { window } = workbench;
    const description = await describe(workbench);
    await window.page.getByText('A save waits').waitFor();
    await window.page.keyboard.press('Control+S');
    // A tab that is saved soon does not show that it is not.
    for (let tries = 0; tries < 50 && (await description()) === ''; tries += 1) {
      await window.page.waitForTimeout(200);
    }
    await window.screenshot('configuration-saved-meanwhile');
    assert.equal(await description(), 'mine');
  });
});
