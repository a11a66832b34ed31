import assert from 'node:assert/strict';
import { createFunction } from '../support/createFunction.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('A streamed answer', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({
      fixture: 'test/fixtures/streams',
      settings: {
        'lambdaBench.payloads': { 'events/*.json': 'streams' },
        'lambdaBench.result.clear': true,
        'workbench.panel.opensMaximized': 'always',
      },
    });
    await createFunction(workbench.window, 'index.mjs', 'streams');
  });
  suiteTeardown(() => workbench.close());

  async function stream(file: string): Promise<void> {
    const { window } = workbench;
    await window.openFile(`events/${file}`);
    await window.runCommand('Lambda Bench: Invoke with Options…');
    await window.answer({
      question: 'How is streams invoked',
      pick: 'Request and response, streamed',
    });
    await window.answer({ question: 'Client context', pick: 'None' });
  }

  test('is one of the options', async () => {
    const { window } = workbench;
    await window.openFile('events/slow.json');
    await window.runCommand('Lambda Bench: Invoke with Options…');
    await window.page.locator('.quick-input-widget').getByText('streamed').first().waitFor();
    await window.screenshot('stream-options');
    await window.page.keyboard.press('Escape');
  });

  test('is shown as it comes, with the clock running', async () => {
    const { window } = workbench;
    await stream('slow.json');
    await window.page.locator('.part.panel').getByText('word 2 of a streamed').waitFor();
    const early = await window.visibleOutput();
    assert.doesNotMatch(early, /word 5|✔/);
    await window.screenshot('stream-arriving');
    const whole = await window.waitForOutput(/✔ {2}200 in .*first byte after/);
    assert.match(whole, /word 5 of a streamed answer 😀\n✔/);
    assert.match(whole, /REPORT RequestId/);
    await window.screenshot('stream-ended');
  });

  test('that fails in the midst looks failed', async () => {
    const { window } = workbench;
    await stream('fail.json');
    const whole = await window.waitForOutput(/✖ {2}function error/);
    assert.match(whole, /the first half\n✖/);
    assert.match(whole, /TypeError: bad thing in the midst\n.*index\.mjs:\d+:\d+/);
    await window.screenshot('stream-failed');
    await window.runCommand('Lambda Bench: Open Response');
    await window.answer({ question: 'Which part of the response?', pick: 'The error' });
    await window.page.getByRole('tab', { name: /streams error\.json/ }).waitFor();
    await window.page.locator('.editor-instance').getByText('errorMessage').waitFor();
  });

  test('that is stopped in the midst says that the function may be running on', async () => {
    const { window } = workbench;
    await stream('slow.json');
    await window.page.locator('.part.panel').getByText('word 1 of a streamed').waitFor();
    await window.page.locator('.statusbar-item', { hasText: 'streams' }).click();
    const whole = await window.waitForOutput(/■ {2}stopped waiting after/);
    assert.doesNotMatch(whole, /word 5/);
  });

  test('whose body is a PDF opens as one', async () => {
    const { window } = workbench;
    await stream('pdf.json');
    await window.waitForOutput(/── body, as it comes[\s\S]*✔ {2}200/);
    await window.runCommand('Lambda Bench: Open Response');
    await window.answer({ question: 'Which part of the response?', pick: 'Its body, decoded' });
    await window.page.getByRole('tab', { name: /streams body\.pdf/ }).waitFor();
    await window.screenshot('stream-pdf');
  });

  test('whose body is compressed opens as what is in it', async () => {
    const { window } = workbench;
    await stream('gzip.json');
    await window.waitForOutput(/Not text: Open Body #\d+ opens it[\s\S]*✔ {2}200/);
    await window.runCommand('Lambda Bench: Open Response');
    await window.answer({ question: 'Which part of the response?', pick: 'Its body, decoded' });
    await window.page.getByRole('tab', { name: /streams body\.csv/ }).waitFor();
    await window.page.locator('.editor-instance').getByText('1,12.50').waitFor();
    await window.screenshot('stream-gzip');
  });
});
