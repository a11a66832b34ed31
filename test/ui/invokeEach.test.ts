import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createFunction } from '../support/createFunction.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('Invoke Each', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({
      fixture: 'test/fixtures/checks',
      settings: { 'lambdaBench.result.clear': true },
    });
    await createFunction(workbench.window, 'index.mjs', 'orders');
  });
  suiteTeardown(() => workbench.close());

  async function results(): Promise<string[]> {
    const file = path.join(workbench.workspace, 'events/many.results.jsonl');
    return (await readFile(file, 'utf8')).trimEnd().split('\n');
  }

  test('a file of lines shows its progress, and is stopped', async () => {
    const { window } = workbench;
    await window.explorerContextMenu('events/many.jsonl', 'Invoke Each…');
    await window.answer({ question: 'Which function', pick: 'orders' });
    await window.page.getByText('orders is invoked 400 times').waitFor();
    await window.screenshot('invoke-each-question');
    await window.answer({ question: 'How many at a time', text: '2' });
    const progress = await window.waitForNotification(
      /Invoking orders for each of events\/many\.jsonl/,
    );
    await progress.getByText(/\d of 400 · .*\/s.* left/).waitFor();
    await window.screenshot('invoke-each-progress');
    await progress.hover();
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await window.waitForNotification(/is not finished\. You stopped it\. \d+ of 400 done/);
    const output = await window.waitForOutput(/■ {2}not finished\. You stopped it\./);
    assert.match(output, /Results: events\/many\.results\.jsonl/);
    await window.screenshot('invoke-each-stopped');
    assert.ok((await results()).length < 400);
  });

  test('it is gone on with, and nothing is sent twice', async () => {
    const { window } = workbench;
    await window.runCommand('Notifications: Clear All Notifications');
    const before = await results();
    await window.explorerContextMenu('events/many.jsonl', 'Invoke Each…');
    await window.page.getByText(/\d+ are done; \d+ are left and were not sent/).waitFor();
    await window.screenshot('invoke-each-resume');
    await window.answer({ question: 'An earlier run was not finished', pick: 'Go on' });
    await window.answer({ question: `orders is invoked ${400 - before.length} times`, text: '10' });
    const output = await window.waitForOutput(/400 of 400/);
    assert.match(output, /✔ {2}384 answered\n✖ {2}16 ended with a function error/);
    assert.match(
      output,
      /16 × RangeError: order <n>|16 × RangeError: order ord-<n>: a quantity of <n> is too small/,
    );
    await window.screenshot('invoke-each-summary');
    const message = await window.waitForNotification(/400 of 400 done, 16 failed/);
    await message.getByRole('button', { name: 'Show Charts' }).click();
    const tab = window.page.locator('.tab.active');
    await tab.getByText('many.results.jsonl: charts').waitFor();
    await window.page.waitForTimeout(1_500);
    await window.screenshot('invoke-each-charts');
    await window.runCommand('View: Close Editor');
    const lines = (await results()).map((line): number => JSON.parse(line).line);
    assert.equal(new Set(lines).size, 400);
    assert.equal(lines.length, 400);
  });

  test('a selection of payload files in the explorer', async () => {
    const { window } = workbench;
    const { page } = window;
    const file = (name: string) =>
      page.locator('.explorer-folders-view .monaco-list-row').filter({
        has: page.locator('.label-name').getByText(name, { exact: true }),
      });
    await file('good.json').click();
    await file('dear.json').click({ modifiers: ['ControlOrMeta'] });
    await file('dear.json').click({ button: 'right' });
    const item = page.locator('.monaco-menu .action-item').filter({ hasText: 'Invoke Each…' });
    await item.waitFor();
    await page.waitForTimeout(200);
    await window.screenshot('invoke-each-selection');
    await item.click();
    await window.answer({ question: 'Which function', pick: 'orders' });
    await window.answer({ question: 'orders is invoked 2 times' });
    await window.waitForOutput(/each of 2 payload files[\s\S]*✔ {2}2 answered/);
  });
});
