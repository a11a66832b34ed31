import assert from 'node:assert/strict';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createFunction } from '../support/createFunction.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('Outcomes of an invocation', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({
      fixture: 'test/fixtures/outcomes',
      settings: {
        'lambdaBench.payloads': { 'events/*.json': 'outcomes' },
        'lambdaBench.result.clear': true,
        // All of a result is on the screen.
        'workbench.panel.opensMaximized': 'always',
      },
    });
    const { window } = workbench;
    await createFunction(window, 'index.mjs', 'outcomes');
  });
  suiteTeardown(() => workbench.close());

  async function invoke(
    file: string,
    expected: RegExp,
    command = 'Invoke Payload File',
  ): Promise<string> {
    const { window } = workbench;
    await window.explorerContextMenu(`events/${file}`, command);
    const output = await window.waitForOutput(expected);
    await window.screenshot(
      `outcome-${path.basename(file, '.json')}-${command.split(' ')[0]?.toLowerCase()}`,
    );
    return output;
  }

  test('an answer', async () => {
    const output = await invoke('answer.json', /── body, decoded/);
    assert.match(output, /"id": 12345678901234567890/);
    assert.match(output, /déjà vu 😀/);
  });

  test('a dry run and a queued event say that there is no answer', async () => {
    await invoke('answer.json', /✔ {2}204 allowed/, 'Dry Run Payload File');
    await invoke('answer.json', /✔ {2}202 queued/, 'Queue Payload File as Event');
  });

  test('a thrown error, whose stack leads to the line', async () => {
    const { window } = workbench;
    const output = await invoke('throw.json', /── error/);
    assert.match(output, /✖ {2}function error \(Unhandled\)/);
    assert.match(output, /TypeError: bad thing\n.* at .*index\.mjs:5:11/);
    const frame = window.page
      .locator('.part.panel .detected-link')
      .filter({ hasText: 'index.mjs:5:11' })
      .first();
    await frame.click({ modifiers: ['ControlOrMeta'] });
    await window.page.locator('.tab.active').getByText('index.mjs').waitFor();
    await window.page.getByText('Ln 5, Col 11').waitFor();
    await window.screenshot('stack-link');
  });

  test('an exit and a time-out', async () => {
    assert.match(await invoke('exit.json', /exit status 3/), /✖ {2}function error/);
    assert.match(
      await invoke('hang.json', /timed out after 3\.00 s/),
      /REPORT RequestId: .*Status: timeout/,
    );
  });

  test('5 MB are cut, and open whole from the panel', async () => {
    const { window } = workbench;
    const output = await invoke('large.json', /Open Response #\d+/);
    assert.match(output, /── response · 5,000,002 bytes · JSON/);
    assert.ok(output.length < 300_000);
    await window.runCommand('Lambda Bench: Open Response');
    await window.page.locator('.tab.active').getByText('outcomes response.json').waitFor();
    await window.page.locator('.editor-instance .view-line').first().waitFor();
  });

  test('10 KB of log with emoji show their last 4 KB', async () => {
    const output = await invoke('log.json', /line 200 of the log/);
    assert.match(output, /── log · last 4 KB\n/);
    assert.match(output, /line 200 of the log 😀/);
    assert.doesNotMatch(output, /line 1 of the log/);
  });

  test('the whole log opens from the result, and a live one is stopped by its button', async () => {
    const { window } = workbench;
    const { page } = window;
    await window.runCommand('Lambda Bench: Show Full Log');
    await page
      .locator('.tab.active')
      .getByText(/outcomes .*\.log/)
      .waitFor();
    await page.locator('.editor-instance').getByText('line 1 of the log').waitFor();
    await window.screenshot('full-log');
    await window.runCommand('Lambda Bench: Tail Logs');
    await window.answer({ question: 'Function whose log is followed', pick: 'outcomes' });
    await page.locator('.tab.active').getByText('outcomes.log').waitFor();
    await window.explorerContextMenu('events/log.json', 'Queue Payload File as Event');
    await page.locator('.editor-instance').getByText('line 200 of the log').waitFor();
    await window.screenshot('live-log');
    await page
      .locator('.editor-actions')
      .getByRole('button', { name: 'Stop Following Log' })
      .click();
    await page.locator('.editor-instance').getByText('── stopped').waitFor();
  });

  test('broken JSON is not sent: the message names the place, and the cursor is there', async () => {
    const { window } = workbench;
    await window.explorerContextMenu('events/broken.json', 'Invoke Payload File');
    await window.waitForNotification(/broken\.json is not valid JSON.* at line 3, column 3/);
    await window.page.getByText('Ln 3, Col 3').waitFor();
    await window.screenshot('broken-json');
  });

  test('an image in the body opens as an image, and answers are compared', async () => {
    const { window } = workbench;
    await invoke('image.json', /Not text: Open Body #\d+ opens it/);
    await window.runCommand('Lambda Bench: Open Response');
    await window.answer({ question: 'Which part of the response?', pick: 'Its body, decoded' });
    await window.page.getByRole('tab', { name: /outcomes body\.png/ }).waitFor();
    await window.page.locator('.statusbar-item', { hasText: 'Whole Image' }).waitFor();
    await window.screenshot('image');
    await invoke('answer.json', /── body, decoded/);
    await writeFile(path.join(workbench.workspace, 'events/answer.json'), '{"way":"throw"}');
    await invoke('answer.json', /bad thing/);
    await window.runCommand('Lambda Bench: Compare Response with Previous');
    await window.page.getByRole('tab', { name: /previous ↔ this response/ }).waitFor();
    const difference = window.page.locator('.monaco-diff-editor');
    await difference.locator('.original').getByText('statusCode').waitFor();
    await difference.locator('.modified').getByText('bad thing').first().waitFor();
    await window.screenshot('compare-previous');
    await writeFile(path.join(workbench.workspace, 'events/answer.json'), '{ "way": "answer" }\n');
  });

  test('the status bar says how the last one ended, and shows the result when it is clicked', async () => {
    const { window } = workbench;
    await invoke('answer.json', /── body, decoded/);
    await window.runCommand('View: Toggle Panel Visibility');
    await window.page.locator('.part.panel').waitFor({ state: 'hidden' });
    await window.page.locator('.statusbar-item', { hasText: /outcomes \d+ ms/ }).click();
    await window.waitForOutput(/── body, decoded/);
    await window.screenshot('status-bar');
  });

  test('cancelling stops the wait at once', async () => {
    const { window } = workbench;
    await window.explorerContextMenu('events/hang.json', 'Invoke Payload File');
    const status = window.page.locator('.statusbar-item', { hasText: 'outcomes' });
    // The clock shows that it is running, and for how long.
    await status.filter({ hasText: /outcomes \d s/ }).waitFor();
    await window.screenshot('running');
    await status.click();
    await window.waitForOutput(/■ {2}stopped waiting after/);
    await status.filter({ hasText: 'may be running on' }).waitFor();
  });

  test('the palette offers to stop the wait as long as there is one', async () => {
    const { window } = workbench;
    await window.runCommand('View: Clear Output');
    await window.explorerContextMenu('events/hang.json', 'Invoke Payload File');
    await window.page.locator('.statusbar-item .codicon-sync').waitFor();
    await window.runCommand('Lambda Bench: Stop Waiting for Invocation');
    await window.waitForOutput(/■ {2}stopped waiting after/);
  });

  test('a second window shares the account, and the endpoint is one process', async () => {
    const before = await endpointPid();
    const second = await workbench.openWindow();
    await second.openSideBar();
    await second.waitForRow('Functions', 'outcomes');
    assert.equal(await endpointPid(), before);
    await second.page.close();
  });

  test('an endpoint that was killed is started anew, nothing is lost, and the window says so', async () => {
    const { window } = workbench;
    const before = await endpointPid();
    process.kill(before, 'SIGKILL');
    await invoke('answer.json', /── body, decoded/);
    await window.waitForNotification(/The local endpoint had ended/);
    await window.screenshot('endpoint-restarted');
    assert.notEqual(await endpointPid(), before);
  });

  test('a view that cannot be listed says why, and lists again when its row is clicked', async () => {
    const { window, accountFolder } = workbench;
    process.kill(await endpointPid(), 'SIGKILL');
    await rename(accountFolder, `${accountFolder}-aside`);
    await writeFile(accountFolder, 'in the way');
    await window.openSideBar();
    await window.runCommand('Lambda Bench: Refresh Functions');
    await window.waitForRow('Functions', 'The local endpoint could not be started');
    await window.screenshot('failure-row');
    await rm(accountFolder);
    await rename(`${accountFolder}-aside`, accountFolder);
    await window.page.getByText('The local endpoint could not be started').first().click();
    await window.waitForRow('Functions', 'outcomes');
  });

  test('the account is emptied after a question', async () => {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Reset Local Account…');
    await window.page
      .locator('.monaco-dialog-box .monaco-button')
      .filter({ hasText: 'Empty It' })
      .click();
    await window.openSideBar();
    await window.page.getByText('There are no functions here yet').waitFor();
    const output = await invoke('answer.json', /not invoked/);
    assert.match(output, /outcomes does not exist/);
  });

  async function endpointPid(): Promise<number> {
    const file = await readFile(path.join(workbench.accountFolder, 'endpoint.json'), 'utf8');
    const { pid }: { pid?: unknown } = JSON.parse(file);
    assert.ok(typeof pid === 'number');
    return pid;
  }
});
