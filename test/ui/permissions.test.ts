import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { createFunction } from '../support/createFunction.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const policy = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, undefined, 2);

suite('Execution permissions and invocation permissions', () => {
  let workbench: Workbench;
  suiteSetup(async () => {
    workbench = await openWorkbench({
      fixture: 'test/fixtures/permissions',
      settings: { 'lambdaBench.result.clear': true },
      size: { width: 1400, height: 1000 },
    });
    // The SDK that the handler finds.
    const modules = path.resolve(import.meta.dirname, '../../node_modules');
    await symlink(modules, path.join(workbench.workspace, 'node_modules'));
    await createFunction(workbench.window, 'index.mjs', 'lister');
  });
  suiteTeardown(() => workbench.close());

  /** Presses the button of a modal question. */
  async function agree(text: RegExp, button: string): Promise<void> {
    const dialog = workbench.window.page.locator('.monaco-dialog-box').filter({ hasText: text });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: button, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Pastes, as typing would close brackets and quotes once more. */
  async function replaceText(text: string): Promise<void> {
    const { window } = workbench;
    await window.runCommand('View: Focus Active Editor Group');
    await window.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await window.page.keyboard.press('Control+A');
    await window.page.keyboard.press('Control+V');
  }

  test('a function that was refused something is offered exactly that, the policy shown first', async () => {
    const { window } = workbench;
    await window.explorerContextMenu('events/list.json', 'Invoke Payload File');
    await window.answer({ question: 'Which function is this payload file for', pick: 'lister' });
    const offer = await window.waitForNotification(/role lister-role may not lambda:ListFunctions/);
    await window.screenshot('refused-permission');
    await offer.getByRole('button', { name: 'Allow It…' }).click();
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.getByText(/Allow role lister-role lambda:ListFunctions/).waitFor();
    await window.screenshot('allow-action');
    await agree(/Allow role lister-role/, 'Allow');
    await window.waitForNotification(/may lambda:ListFunctions now/);
    await window.runCommand('Lambda Bench: Invoke Again');
    await window.waitForOutput(/✔ {2}200/);
    await window.runCommand('View: Close All Editors');
    await window.runCommand('Notifications: Clear All Notifications');
  });

  test('the policies of a role stand below it', async () => {
    const { window } = workbench;
    await window.runCommand('View: Hide Panel');
    await window.openSideBar();
    await window.expandRow('Execution Roles', 'lister-role');
    await window.waitForRow('Execution Roles', 'LambdaBenchAllowed');
    await window.waitForRow('Execution Roles', 'AWSLambdaBasicExecutionRole');
    await window.expandRow('Execution Roles', 'Used by');
    await window.waitForRow('Execution Roles', 'lister');
    await window.screenshot('role-rows');
  });

  test('a policy is edited as JSON: what is wrong is underlined, the difference shown before it is saved', async () => {
    const { window } = workbench;
    const { page } = window;
    await page
      .locator('.monaco-list-row')
      .filter({ hasText: 'LambdaBenchAllowed' })
      .first()
      .click();
    const editor = page.locator('.editor-instance .monaco-editor').first();
    await editor.getByText('"lambda:ListFunctions"').waitFor();
    await replaceText(
      policy({ Effect: 'allow', Action: ['lambda:ListFunctions', 'PutObject'], Resource: '*' }),
    );
    await page.locator('.squiggly-error').first().waitFor();
    await window.runCommand('View: Toggle Problems');
    await page
      .getByText(/PutObject is no action: it is a service/)
      .first()
      .waitFor();
    await window.screenshot('policy-diagnostic');
    await window.runCommand('View: Hide Panel');
    await replaceText(
      policy({
        Effect: 'Allow',
        Action: ['lambda:ListFunctions', 'lambda:GetFunction'],
        Resource: '*',
      }),
    );
    await page.keyboard.press('Control+S');
    await page.locator('.monaco-dialog-box').waitFor();
    await window.screenshot('policy-difference');
    await agree(/change the inline policy LambdaBenchAllowed/, 'Change Policy');
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await window.runCommand('View: Close All Editors');
    await window.runCommand('Notifications: Clear All Notifications');
  });

  test('a role is created with the least that its functions need, the policy shown and edited first', async () => {
    const { window } = workbench;
    const { page } = window;
    await window.runCommand('Lambda Bench: Create Execution Role…');
    await window.answer({ question: 'Name of the execution role', text: 'least' });
    await window.answer({ question: 'Description' });
    await window.answer({ question: 'Managed policies' });
    await page.getByText('Least privilege: choose what').waitFor();
    await window.screenshot('role-inline-choices');
    await window.answer({ question: 'Inline policy', pick: 'Least privilege' });
    await page.getByText('Secrets Manager').waitFor();
    await window.answer({ question: 'Services that the function needs', check: ['S3', 'SQS'] });
    await window.answer({ question: 'How does it use S3?', pick: 'It reads' });
    await window.answer({ question: 'What of S3', text: 'arn:aws:s3:::photos/*' });
    await window.answer({ question: 'How does it use SQS?', pick: 'It writes' });
    await window.answer({ question: 'What of SQS' });
    await page.locator('.quick-input-widget').getByText('Use this policy').waitFor();
    await page.locator('.editor-instance .view-line').filter({ hasText: 's3:GetObject' }).waitFor();
    await window.screenshot('role-policy-review');
    // The question stays while the person types in the editor.
    await page.locator('.editor-instance .view-line').getByText('"S3"', { exact: true }).dblclick();
    await page.keyboard.type('Photos');
    await page.locator('.editor-instance .view-line').filter({ hasText: '"Photos"' }).waitFor();
    await window.answer({ question: 'The policy stands in the editor', pick: 'Use this policy' });
    await window.waitForRow('Execution Roles', 'least');
    assert.equal(await page.locator('.tab').filter({ hasText: 'least-needs.json' }).count(), 0);
    await window.expandRow('Execution Roles', 'least');
    await window.waitForRow('Execution Roles', 'least-needs');
    await page.locator('.monaco-list-row').filter({ hasText: 'least-needs' }).first().click();
    await page.locator('.editor-instance .view-line').filter({ hasText: '"Photos"' }).waitFor();
    await window.runCommand('View: Close All Editors');
  });

  test('who may invoke a function is added, shown in words and removed after a question', async () => {
    const { window } = workbench;
    const { page } = window;
    await window.openSideBar();
    await window.expandRow('Functions', 'lister');
    await window.waitForRow('Functions', 'Permissions');
    await window.expandRow('Functions', 'Permissions');
    await window.waitForRow('Functions', 'Nobody but this account');
    await window.rowContextMenu('Functions', 'Permissions', 'Add Permission…');
    await page.getByText('Application Load Balancer').waitFor();
    await window.screenshot('add-permission');
    await window.answer({ question: 'Who may invoke the function?', pick: 'S3' });
    await window.answer({ question: 'ARN of the bucket', text: 'arn:aws:s3:::photos' });
    await window.answer({ question: 'Account that owns the bucket', text: '' });
    await window.answer({ question: 'Statement id' });
    await page.locator('.monaco-dialog-box').waitFor();
    await window.screenshot('open-permission');
    await agree(/bucket photos is deleted, anybody/, 'Add Permission');
    await window.waitForRow('Functions', 'from arn:aws:s3:::photos');
    await window.screenshot('permission-rows');
    await window.rowContextMenu('Functions', 'from arn:aws:s3:::photos', 'Remove Permission…');
    await agree(/Remove permission s3-photos of lister/, 'Remove Permission');
    await window.waitForRow('Functions', 'Nobody but this account');
  });

  test('a trigger is created, with what the role lacks, and disabled', async () => {
    const { window } = workbench;
    const { page } = window;
    await window.expandRow('Functions', 'Triggers');
    await window.waitForRow('Functions', 'None');
    await window.rowContextMenu('Functions', 'Triggers', 'Create Trigger…');
    await window.answer({ question: 'What shall Lambda read', pick: 'SQS queue' });
    await window.answer({
      question: 'ARN or URL of the queue',
      text: 'arn:aws:sqs:us-east-1:000000000000:orders',
    });
    await page.getByText('Create Trigger (3/4)').waitFor();
    await window.screenshot('trigger-batches');
    await window.answer({ question: 'What does one invocation get', pick: 'Up to 10 records' });
    await window.answer({ question: 'When a record fails', pick: 'The function says which' });
    await page.getByText('Create the trigger only').waitFor();
    await window.screenshot('trigger-lacks');
    await window.answer({ question: 'may not read the source', pick: 'Create the trigger only' });
    await window.waitForRow('Functions', 'SQS queue · Enabled');
    await window.expandRow('Functions', 'SQS queue · Enabled');
    await window.waitForRow('Functions', 'The role lacks');
    await window.screenshot('trigger-rows');
    await window.rowContextMenu('Functions', 'The role lacks', 'Allow Action…');
    await agree(/Allow role lister-role sqs:ReceiveMessage/, 'Allow');
    await page
      .locator('.monaco-list-row')
      .filter({ hasText: 'The role lacks' })
      .waitFor({ state: 'detached' });
    await window.rowContextMenu('Functions', 'SQS queue · Enabled', 'Edit Trigger…');
    await page.locator('.editor-instance .view-line').filter({ hasText: 'BatchSize' }).waitFor();
    await window.screenshot('trigger-settings');
    await window.rowContextMenu('Functions', 'SQS queue · Enabled', 'Disable Trigger');
    await window.waitForRow('Functions', 'SQS queue · Disabled');
  });
});
