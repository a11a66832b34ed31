import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createFunction } from '../support/createFunction.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('Charts', () => {
  let workbench: Workbench;
  /** What the browser says that the page's policy refused. */
  const refused: string[] = [];
  suiteSetup(async () => {
    workbench = await openWorkbench({
      fixture: 'test/fixtures/outcomes',
      settings: {
        'lambdaBench.payloads': { 'events/*.json': 'charted' },
        'workbench.colorTheme': 'Default Dark Modern',
      },
      size: { width: 1600, height: 1000 },
    });
    const { window } = workbench;
    window.page.on('console', (message) => {
      if (/default-src 'none'; script-src 'nonce-|charts\.(js|css)/.test(message.text())) {
        refused.push(message.text());
      }
    });
    await createFunction(window, 'index.mjs', 'charted');
    for (const file of ['answer', 'throw', 'log', 'exit', 'answer', 'log']) {
      await window.runCommand('View: Clear Output');
      await window.explorerContextMenu(`events/${file}.json`, 'Invoke Payload File');
      await window.waitForOutput(new RegExp(`events/${file}\\.json[\\s\\S]*── log`));
    }
    await window.runCommand('View: Hide Panel');
  });
  suiteTeardown(() => workbench.close());

  test('of a function, from its row, with tables that say the same', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await window.rowContextMenu('Functions', 'charted', 'Show Charts…');
    const page = await window.webPage('figure canvas');
    assert.deepEqual(await page.locator('figcaption').allTextContents(), [
      'Duration (ms)',
      'Memory (MB)',
      'Cold starts',
      'Errors',
    ]);
    assert.match(
      (await page.locator('.subtitle').textContent()) ?? '',
      /^local · 000000000000 · us-east-1 · 6 invocations · 2 cold starts · 2 errors$/,
    );
    const outcomes = await page.locator('.table:last-child tbody td:last-child').allTextContents();
    assert.equal(outcomes.length, 6);
    assert.match(outcomes[4] ?? '', /^function error in .*: TypeError: bad thing$/);
    await window.screenshot('charts-dark');
  });

  test('are read by the arrow keys', async () => {
    const page = await workbench.window.webPage('figure canvas');
    await page.locator('.plot').first().focus();
    for (const key of ['ArrowLeft', 'Home']) await page.locator('.plot').first().press(key);
    const reading = await page.locator('.reading').first().textContent();
    assert.match(
      reading ?? '',
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d · duration [\d.]+ ms · billed \d+ ms/,
    );
    await workbench.window.screenshot('charts-keyboard');
  });

  test('nothing of the page is refused by its own policy, and nothing else may run', async () => {
    const { window } = workbench;
    const page = await window.webPage('figure canvas');
    const policy = await page.locator('meta[http-equiv]').getAttribute('content');
    assert.match(
      policy ?? '',
      /^default-src 'none'; script-src 'nonce-[0-9a-f]{32}'; style-src \S+/,
    );
    assert.doesNotMatch(policy ?? '', /unsafe/);
    assert.deepEqual(refused, []);
    const tried: unknown = await page.evaluate(`(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      const fetched = await fetch(location.href).then(() => true, () => false);
      return { ran: window.ran === true, fetched };
    })()`);
    assert.deepEqual(tried, { ran: false, fetched: false });
  });

  test('follow the theme, to light and to high contrast', async () => {
    const { window } = workbench;
    const settings = path.join(workbench.workspace, '.vscode/settings.json');
    const page = await window.webPage('figure canvas');
    const colours = new Set<string>();
    const themes = { light: 'Default Light Modern', contrast: 'Default High Contrast' };
    for (const [name, theme] of Object.entries(themes)) {
      await writeFile(settings, JSON.stringify({ 'workbench.colorTheme': theme }));
      await page
        .locator(name === 'light' ? 'body.vscode-light' : 'body.vscode-high-contrast')
        .waitFor();
      await window.page.waitForTimeout(500);
      await window.screenshot(`charts-${name}`);
      const drawn: unknown = await page.evaluate(`document.querySelector('canvas').toDataURL()`);
      colours.add(String(drawn));
    }
    assert.equal(colours.size, 2, 'the lines are drawn anew');
  });

  test('lead from a row of their table to the result', async () => {
    const { window } = workbench;
    const page = await window.webPage('figure canvas');
    await window.runCommand('View: Clear Output');
    await page.getByRole('button').first().press('Enter');
    await window.waitForOutput(/events\/log\.json[\s\S]*from the history/);
    await window.screenshot('charts-result');
  });

  test('of another function that is asked for, from the palette', async () => {
    const { window } = workbench;
    await window.runCommand('View: Close All Editors');
    await window.runCommand('Lambda Bench: Show Charts…');
    await window.answer({ question: 'Function whose charts are shown', pick: 'charted' });
    await window.webPage('figure canvas');
  });
});
