import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createFunction } from '../support/createFunction.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('Payload tests', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({
      fixture: 'test/fixtures/checks',
      settings: {
        'lambdaBench.payloads': { 'events/*.json': 'orders' },
        'lambdaBench.result.reveal': 'never',
      },
    });
  });
  suiteTeardown(() => workbench.close());

  const rows = () => workbench.window.page.locator('.test-explorer .monaco-list-row');
  const row = (text: string) => rows().filter({ hasText: text }).first();

  async function openTesting(): Promise<void> {
    const { page } = workbench.window;
    if (!(await rows().first().isVisible())) {
      // A badge lies above the icon.
      await page
        .locator('.activitybar .action-label[aria-label^="Testing"]')
        .click({ force: true });
    }
    await row('events').waitFor();
    if ((await row('events').getAttribute('aria-expanded')) === 'true') return;
    await row('events').click();
    await page.keyboard.press('ArrowRight');
    await row('good.json').waitFor();
  }

  test('they appear when the Testing view is opened, although nothing else was', async () => {
    const { window } = workbench;
    await openTesting();
    for (const name of ['dear.json', 'good.json', 'refused.json']) await row(name).waitFor();
    await window.screenshot('payload-tests');
  });

  test('all are run: what passes, what fails with its difference, and what ran where', async () => {
    const { window } = workbench;
    await createFunction(window, 'index.mjs', 'orders');
    await openTesting();
    await window.runCommand('Test: Run All Tests');
    await row('good.json').locator('.codicon-testing-passed-icon').waitFor({ timeout: 25_000 });
    await row('refused.json').locator('.codicon-testing-passed-icon').waitFor();
    await row('dear.json').locator('.codicon-testing-failed-icon').waitFor();
    await window.screenshot('payload-tests-run');
    await row('dear.json').dblclick();
    await window.page.locator('.tab.active').getByText('dear.json').waitFor();
    await window.runCommand('Test: Peek Output');
    const peek = window.page.locator('.test-output-peek');
    await peek.locator('.monaco-diff-editor').waitFor();
    await peek.getByText('"coffee"').first().waitFor();
    await window.screenshot('payload-test-difference');
    await window.page.keyboard.press('Escape');
    await window.runCommand('View: Toggle Maximized Panel');
    const output = window.page.locator('.part.panel .xterm-rows');
    for (const name of ['dear', 'good', 'refused']) {
      const line = new RegExp(`${name}\\.json ── orders · local · 000000000000 · us-east-1`);
      await output.getByText(line).first().waitFor();
    }
    await window.screenshot('payload-tests-output');
    await window.runCommand('View: Toggle Maximized Panel');
  });

  test('a test is run again when its file is saved, once that is switched on', async () => {
    const { window } = workbench;
    await openTesting();
    await window.runCommand('Test: Start Continuous Run');
    await window.openFile('events/dear.expected.json');
    const file = path.join(workbench.workspace, 'events/dear.expected.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('800', '900').replace('"coffee"', '{ "$oneOf": ["tea"] }'));
    await window.page.getByText('"$oneOf"').first().waitFor();
    await window.page.locator('.editor-group-container .view-line').first().click();
    await window.page.keyboard.press('ControlOrMeta+End');
    await window.page.keyboard.type(' ');
    await window.runCommand('File: Save');
    await openTesting();
    await row('dear.json').locator('.codicon-testing-passed-icon').waitFor({ timeout: 25_000 });
    await window.screenshot('payload-tests-on-save');
    await window.runCommand('Test: Stop Continuous Run');
  });

  test('a response becomes what a test expects, and the test appears', async () => {
    const { window } = workbench;
    await writeFile(
      path.join(workbench.workspace, 'events/new.json'),
      '{ "id": "ord-9", "quantity": 1 }',
    );
    await window.explorerContextMenu('events/new.json', 'Invoke Payload File');
    await window.page
      .locator('.statusbar')
      .getByText(/orders/)
      .first()
      .waitFor();
    await window.runCommand('Lambda Bench: Save Response as Expected');
    await window.page.locator('.tab.active').getByText('new.expected.json').waitFor();
    await window.page.getByText('"createdAt"').first().waitFor();
    await window.screenshot('saved-as-expected');
    const saved = path.join(workbench.workspace, 'events/new.expected.json');
    assert.match(await readFile(saved, 'utf8'), /^\{\n {2}"id": "ord-9",\n {2}"total": 450,/);
    await openTesting();
    await row('new.json').waitFor();
  });
});
