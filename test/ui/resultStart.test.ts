import assert from 'node:assert/strict';
import { createFunction } from '../support/createFunction.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('The output panel in its own height', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({
      fixture: 'test/fixtures/outcomes',
      settings: { 'lambdaBench.payloads': { 'events/*.json': 'outcomes' } },
    });
    await createFunction(workbench.window, 'index.mjs', 'outcomes');
  });
  suiteTeardown(() => workbench.close());

  const shown = (text: string) =>
    workbench.window.page.locator('.part.panel .view-line').filter({ hasText: text }).first();

  test('shows how an invocation ended, not the end of its log', async () => {
    const { window } = workbench;
    for (const [file, outcome] of [
      ['log.json', '✔  200 in'],
      ['throw.json', 'TypeError: bad thing'],
    ] as const) {
      await window.explorerContextMenu(`events/${file}`, 'Invoke Payload File');
      await shown(`events/${file}`).waitFor();
      await shown(outcome).waitFor();
      await window.screenshot(`result-start-${file}`);
    }
  });

  test('shows how a streamed answer ended, too', async () => {
    const { window } = workbench;
    await window.openFile('events/throw.json');
    await window.runCommand('Lambda Bench: Invoke with Options…');
    await window.answer({ pick: 'Request and response, streamed' });
    await window.answer({ question: 'Client context', pick: 'None' });
    await shown('RequestResponse, streamed').waitFor();
    await shown('✖  function error').waitFor();
    await shown('TypeError: bad thing').waitFor();
    await window.screenshot('result-start-streamed');
  });

  test('who has clicked into it still invokes the file in the editor', async () => {
    const { window } = workbench;
    await window.openFile('events/answer.json');
    await shown('TypeError: bad thing').click();
    await window.runCommand('Lambda Bench: Invoke Payload File');
    const output = await window.waitForOutput(/events\/answer\.json[\s\S]*── body, decoded/);
    assert.match(output, /✔ {2}200/);
  });
});
