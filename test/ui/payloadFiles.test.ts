import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createFunction } from '../support/createFunction.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('Payload files', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({
      fixture: 'test/fixtures/events',
      settings: { 'lambdaBench.result.clear': true },
      size: { width: 1280, height: 1200 },
    });
    await createFunction(workbench.window, 'index.mjs', 'takes');
  });
  suiteTeardown(() => workbench.close());

  const hover = () => workbench.window.page.locator('.monaco-hover:visible');

  test('a new one begins with an event of AWS, from the row of its function', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await window.rowContextMenu('Functions', 'takes', 'New Payload File from Event…');
    await window.page.getByText('Request to an HTTP API, payload 2.0').waitFor();
    await window.screenshot('event-choice');
    await window.answer({ question: 'Which event', pick: 'Kinesis: Records of a stream' });
    await window.page.locator('.quick-input-widget').getByText('Path of the file').waitFor();
    await window.screenshot('event-path');
    await window.answer({ question: 'Path of the file' });
    await window.page.locator('.tab.active').getByText('takes.kinesis-event.json').waitFor();
    const file = path.join(workbench.workspace, 'events/takes.kinesis-event.json');
    assert.match(await readFile(file, 'utf8'), /arn:aws:kinesis:us-east-1:000000000000:stream/);
    // It is bound.
    await window.page
      .locator('.codelens-decoration a')
      .filter({ hasText: /Invoke takes \(local\)/ })
      .waitFor();
    await window.screenshot('event-file');
  });

  test('a field in base64 is shown decoded below the pointer', async () => {
    const { window } = workbench;
    await window.page.locator('.view-line span').getByText(/^"eyJ/).first().hover();
    await hover()
      .getByText(/base64\s·\sJSON\s·\s45\sbytes/)
      .waitFor();
    await hover().getByText('"order-1001"').waitFor();
    await window.screenshot('hover-base64');
    await window.page.keyboard.press('Escape');
  });

  test('an event is invoked as any other', async () => {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Invoke Payload File');
    await window.waitForOutput(/takes\.kinesis-event\.json[\s\S]*✔ {2}200[\s\S]*"Records"/);
  });

  test('gzip is decompressed below the pointer too', async () => {
    const { window } = workbench;
    await window.openFile('events/lines.cloudwatch-logs-event.json');
    await window.page
      .locator('.view-line span')
      .getByText(/^"H4sI/)
      .first()
      .hover();
    await hover()
      .getByText(/base64\s·\sgzip\s·\sJSON\s·\s\d+\sbytes/)
      .waitFor();
    await hover().getByText('"DATA_MESSAGE"').waitFor();
    await window.screenshot('hover-gzip');
    await window.page.keyboard.press('Escape');
  });

  test('a new one in a folder of the explorer belongs to no function yet', async () => {
    const { window } = workbench;
    await window.explorerContextMenu('events', 'New Payload File from Event…');
    await window.answer({ question: 'Which event', text: 'SQS: Message of a FIFO' });
    await window.answer({ question: 'Path of the file' });
    await window.page.locator('.tab.active').getByText('messages.sqs-event.json').waitFor();
  });

  test('the editor completes what belongs into an event', async () => {
    const { window } = workbench;
    const { page } = window;
    await window.openFile('events/begun.s3-event.json');
    // VS Code's JSON support has read the schema when it misses something; before, it completes nothing.
    await page.locator('.squiggly-warning').first().waitFor();
    await page.keyboard.press('ControlOrMeta+Home');
    for (let line = 1; line < 4; line += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.getByText('Ln 4, Col 7').waitFor();
    await page.keyboard.press('Control+Space');
    const suggestions = page.locator('.suggest-widget.visible');
    await suggestions.getByText('eventSource', { exact: true }).waitFor();
    await suggestions.getByText('responseElements', { exact: true }).waitFor();
    await window.screenshot('event-completion');
    await page.keyboard.press('Escape');
  });

  test('the editor marks a value of the wrong type', async () => {
    const { window } = workbench;
    const { page } = window;
    await window.openFile('events/wrong.sqs-event.json');
    await page.locator('.squiggly-warning').first().waitFor();
    await page.locator('.editor-instance .view-line').filter({ hasText: 'receiptHandle' }).click();
    await page.keyboard.press('F8');
    await page.getByText('Incorrect type. Expected "string".').first().waitFor();
    await window.screenshot('event-diagnostics');
    await page.keyboard.press('Escape');
  });

  test('variables are filled in after the person has switched them on', async () => {
    const { window } = workbench;
    const { page } = window;
    await window.openFile('events/order.json');
    await window.runCommand('Lambda Bench: Use Variables in Payload File…');
    await window.answer({ question: 'Which function is this payload file for', pick: 'takes' });
    await page.getByText('With its variables filled in').waitFor();
    await window.screenshot('variables-choice');
    await window.answer({ question: 'How is events/order.json sent', pick: 'With its variables' });
    await window.waitForNotification(
      /order\.json is sent with its variables filled in from now on/,
    );
    await page.locator('.codelens-decoration a').filter({ hasText: 'Variables' }).waitFor();
    await window.runCommand('Lambda Bench: Invoke Payload File');
    await page.locator('.quick-input-widget').getByText('Order id').waitFor();
    await window.screenshot('variables-prompt');
    await window.answer({ question: 'Order id', text: '4711 "B"' });
    const output = await window.waitForOutput(/── response/);
    assert.match(output, /its variables were filled in/);
    assert.match(
      output,
      /── request, variables filled in · \d+ bytes · JSON\n\{\n {2}"id": "[0-9a-f-]{36}",\n {2}"order": "4711 \\"B\\"",\n {2}"at": "20[^"]+Z",\n {2}"since": \d{10},\n {2}"home": "\{\{\$env HOME\}\}",\n {2}"body": "Leave it \\"at the door\\"\\n"\n\}/,
    );
    assert.match(output, /── response[\s\S]*"home": "\//);
    await page.keyboard.press('ControlOrMeta+Home');
    await page
      .locator('.part.panel .view-line')
      .getByText(/variables.filled.in/)
      .first()
      .waitFor();
    await window.screenshot('variables-result');
  });

  test('a variable that is none sends nothing and is shown at its place', async () => {
    const { window } = workbench;
    await window.openFile('events/unknown.json');
    await window.runCommand('Lambda Bench: Use Variables in Payload File…');
    await window.answer({ question: 'Which function is this payload file for', pick: 'takes' });
    await window.answer({
      question: 'How is events/unknown.json sent',
      pick: 'With its variables',
    });
    await window.runCommand('Lambda Bench: Invoke Payload File');
    await window.waitForNotification(
      /events\/unknown\.json, line 2, column 10: There is no variable \{\{\$uid\}\}/,
    );
    await window.page.getByText('Ln 2, Col 10').waitFor();
    await window.screenshot('variables-unknown');
  });
});
