import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  GetFunctionCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { strToU8, zipSync } from 'fflate';
import { addKeyConnection } from '../support/addKeyConnection.ts';
import { createFunction } from '../support/createFunction.ts';
import { localClients, refusalOf } from '../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../support/localEndpoint.ts';
import { accountTrust, newRole } from '../support/newRole.ts';
import { createNodeFunctions } from '../support/nodeFunctions.ts';
import { type StackServer, startStackServer } from '../support/stackServer.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const account = '222233334444';

suite('Functions of an account that is not the local one', () => {
  let elsewhere: LocalEndpoint;
  let stacks: StackServer;
  let workbench: Workbench;
  let clients: ReturnType<typeof localClients>;
  suiteSetup(async () => {
    elsewhere = await startLocalEndpoint({ args: ['--account', account] });
    clients = localClients(elsewhere);
    stacks = await startStackServer(elsewhere, 'stacked', 'shop-production');
    const source = 'export const handler = async (event) => ({ first: event });\n';
    await createNodeFunctions(clients, { stacked: source, invoices: source });
    await clients.lambda.send(new PublishVersionCommand({ FunctionName: 'invoices' }));
    workbench = await openWorkbench({
      fixture: 'test/fixtures/outcomes',
      settings: { 'lambdaBench.result.clear': true },
      size: { width: 1400, height: 900 },
    });
    const { window } = workbench;
    await window.openSideBar();
    await addKeyConnection(window, 'production', { ...elsewhere, endpoint: stacks.url });
  });
  suiteTeardown(async () => {
    await workbench?.close();
    await stacks?.[Symbol.asyncDispose]();
    await elsewhere?.stop();
  });

  const exists = async (FunctionName: string) =>
    (await refusalOf(clients.lambda.send(new GetFunctionCommand({ FunctionName })))).name;
  const clear = () => workbench.window.runCommand('Notifications: Clear All Notifications');

  test('a function is deleted only when its name is typed, which says what goes and what stays', async () => {
    const { window } = workbench;
    const { page } = window;
    await window.rowContextMenu('Functions', 'invoices', 'Delete Function…');
    await page.getByText(/Delete function invoices from production · us-east-1/).waitFor();
    await window.screenshot('delete-typed');
    await window.answer({ text: 'invoice' });
    assert.match(await window.complaint(), /Type invoices, or press Escape to keep it/);
    await window.screenshot('delete-typed-refused');
    await page.keyboard.press('Escape');
    await clients.lambda.send(new GetFunctionCommand({ FunctionName: 'invoices' }));
    await window.rowContextMenu('Functions', 'invoices', 'Delete Function…');
    await window.answer({ question: 'its version', text: 'invoices' });
    await window.waitForNotification('Function invoices was deleted from production · us-east-1');
    assert.equal(await exists('invoices'), 'ResourceNotFoundException');
    await window.screenshot('delete-typed-done');
    await clear();
  });

  test('one that a stack made says so first, and stays when that is dismissed', async () => {
    const { window } = workbench;
    await window.rowContextMenu('Functions', 'stacked', 'Delete Function…');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.getByText(/belongs to the CloudFormation stack shop-production/).waitFor();
    await window.screenshot('delete-of-stack');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await clients.lambda.send(new GetFunctionCommand({ FunctionName: 'stacked' }));
    await window.rowContextMenu('Functions', 'stacked', 'Delete Function…');
    await dialog.getByRole('button', { name: 'Delete It All the Same' }).click();
    await window.answer({ question: 'Delete function stacked', text: 'stacked' });
    await window.waitForNotification('Function stacked was deleted');
    assert.equal(await exists('stacked'), 'ResourceNotFoundException');
    await clear();
  });

  test("somebody else's code is shown before it is replaced, and is replaced only when that is chosen", async () => {
    const { window, workspace } = workbench;
    const { page } = window;
    await createFunction(window, 'index.mjs', 'shared');
    await clear();
    const theirs = zipSync({
      'index.mjs': strToU8('export const handler = async () => "theirs";\n'),
      'rates.json': strToU8('{"eur": 1}\n'),
    });
    const update = { FunctionName: 'shared', ZipFile: theirs };
    const { CodeSha256 } = await clients.lambda.send(new UpdateFunctionCodeCommand(update));
    const code = async () =>
      (await clients.lambda.send(new GetFunctionCommand({ FunctionName: 'shared' }))).Configuration
        ?.CodeSha256;
    const ours = 'export const handler = async () => "ours";\n';
    await writeFile(path.join(workspace, 'index.mjs'), ours);
    await window.openSideBar();
    await window.rowContextMenu('Functions', 'shared', 'Update Code');
    await page.getByText('Show the differences').waitFor();
    await window.screenshot('foreign-code');
    await page.keyboard.press('Escape');
    assert.equal(await code(), CodeSha256);
    await window.rowContextMenu('Functions', 'shared', 'Update Code');
    await window.answer({ question: "somebody else's change", pick: 'Show the differences' });
    await page.locator('.tab').filter({ hasText: 'rates.json: in the account' }).waitFor();
    await page.locator('.tab').filter({ hasText: 'index.mjs: in the account' }).click();
    await page.locator('.monaco-diff-editor .view-line').filter({ hasText: '"theirs"' }).waitFor();
    await page.locator('.monaco-diff-editor .view-line').filter({ hasText: '"ours"' }).waitFor();
    const told = await window.waitForNotification('Nothing was sent: shared still runs what');
    await window.screenshot('foreign-code-difference');
    assert.equal(await code(), CodeSha256);
    await told.getByRole('button', { name: 'Update Code' }).click();
    await window.answer({ question: "somebody else's change", pick: 'Replace it' });
    await window.waitForNotification('Function shared was updated from index.mjs: 1 file');
    assert.notEqual(await code(), CodeSha256);
    await window.screenshot('foreign-code-replaced');
    await clear();
    await window.runCommand('View: Close All Editors');
  });

  test('who may only invoke is told why nothing is listed, and adds functions by their names', async () => {
    const { window } = workbench;
    const { Credentials } = await createInvoker(clients);
    await addKeyConnection(window, 'invoker', {
      endpoint: elsewhere.endpoint,
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    });
    await window.openSideBar();
    await window.waitForRow('Functions', 'lambda:ListFunctions');
    await window.screenshot('listing-denied');
    await window.runCommand('Lambda Bench: Add Function by Name…');
    await window.answer({ question: 'Name of the function', text: 'shared' });
    await window.waitForRow('Functions', 'known by name');
    await window.screenshot('listing-denied-by-name');
    await window.rowContextMenu('Functions', 'shared', 'Invoke Payload File');
    await window.answer({ pick: 'events/answer.json' });
    const output = await window.waitForOutput(/REPORT RequestId/);
    assert.match(output, new RegExp(`── shared ── invoker · ${account} · us-east-1 ──`));
    assert.match(output, /✔ {2}200[\s\S]*ours/);
    await window.screenshot('listing-denied-invoked');
  });
});

/** Credentials of a role that may invoke and nothing else. */
async function createInvoker({ iam, sts }: ReturnType<typeof localClients>) {
  const RoleArn = await newRole(iam, 'invoker', {
    trust: accountTrust(account),
    action: 'lambda:InvokeFunction',
  });
  return sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'person' }));
}
