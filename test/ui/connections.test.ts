import assert from 'node:assert/strict';
import path from 'node:path';
import {
  CreateIdentityPoolCommand,
  SetIdentityPoolRolesCommand,
} from '@aws-sdk/client-cognito-identity';
import { createFunction } from '../support/createFunction.ts';
import { filesBelow } from '../support/filesBelow.ts';
import { keyProfile } from '../support/keyProfile.ts';
import { localClients } from '../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../support/localEndpoint.ts';
import { newRole, poolTrust } from '../support/newRole.ts';
import { openOutcomes } from '../support/openOutcomes.ts';
import { selectConnection } from '../support/selectConnection.ts';
import { type SharedFiles, writeSharedFiles } from '../support/sharedFiles.ts';
import { sessionOf, ssoProfile } from '../support/ssoProfile.ts';
import { type SsoServer, startSsoServer } from '../support/ssoServer.ts';
import type { Workbench } from '../support/workbench.ts';

const account = '111122223333';

suite('Connections', () => {
  let elsewhere: LocalEndpoint;
  let files: SharedFiles;
  let sso: SsoServer;
  let workbench: Workbench;
  suiteSetup(async () => {
    elsewhere = await startLocalEndpoint({ args: ['--account', account] });
    sso = await startSsoServer(() => sessionOf(elsewhere));
    files = await writeSharedFiles({
      config: `[profile work]
region = us-east-1
endpoint_url = ${elsewhere.endpoint}
${ssoProfile(elsewhere, sso)}`,
      credentials: keyProfile('work', elsewhere),
    });
    workbench = await openOutcomes(files.env);
  });
  suiteTeardown(async () => {
    await workbench?.close();
    await elsewhere?.stop();
    await sso?.close();
    await files?.remove();
  });

  const status = (text: string | RegExp) =>
    workbench.window.page.locator('.statusbar-item[id$="connection"]').filter({ hasText: text });
  const dialog = () => workbench.window.page.locator('.monaco-dialog-box');

  test('the status bar says where commands go, and a click selects', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await status('local · 000000000000 · us-east-1').click();
    await window.page.getByText('Profiles that are no connection yet').waitFor();
    await window.screenshot('select-connection');
    await window.page.keyboard.press('Escape');
  });

  test('access keys for a custom endpoint are added, and lead to another account', async () => {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Add Connection…');
    await window.answer({ question: 'What does the connection use', pick: 'Custom endpoint' });
    await window.answer({ question: 'Which endpoint', pick: 'Another address' });
    await window.answer({ question: 'Address of the endpoint', text: 'ftp://nowhere' });
    assert.match(await window.complaint(), /begins with https/);
    await window.answer({ text: elsewhere.endpoint });
    await window.answer({ question: 'Which credentials', pick: 'Access keys' });
    await window.answer({ question: 'Access key id', text: elsewhere.accessKeyId });
    await window.answer({ question: 'Secret access key', text: elsewhere.secretAccessKey });
    await window.screenshot('connection-session-token');
    await window.answer({ question: 'Session token' });
    await window.answer({ question: 'Region', pick: 'us-east-1' });
    await window.answer({ question: 'assume a role', pick: 'No' });
    await window.answer({ question: 'asked for first', pick: 'No' });
    await window.answer({ question: 'Name of the connection', text: 'elsewhere' });
    await window.waitForNotification('elsewhere was added and is selected here');
    await window.page.getByText('There are no functions in this account and region yet').waitFor();
    await status(`elsewhere · ${account} · us-east-1`).waitFor();
    await window.screenshot('connection-added');
  });

  test('what is created and invoked is there, and the result says so', async () => {
    const { window } = workbench;
    await createFunction(window, 'index.mjs', 'afar');
    await window.explorerContextMenu('events/answer.json', 'Invoke Payload File');
    await window.answer({ question: 'Which function is this payload file for', pick: 'afar' });
    const output = await window.waitForOutput(/── body, decoded/);
    assert.match(output, new RegExp(`── afar ── elsewhere · ${account} · us-east-1 ──`));
    await window.screenshot('invoked-elsewhere');
  });

  test('a protected connection asks, in a warning colour', async () => {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Edit Connection…');
    await window.answer({ question: 'Connection to edit', pick: 'elsewhere' });
    await window.answer({ question: 'What does the connection use' });
    await window.answer({ question: 'Which endpoint', pick: 'As it is' });
    await window.answer({ question: 'Address of the endpoint' });
    await window.answer({ question: 'Which credentials', pick: 'Access keys' });
    await window.answer({ question: 'Access key id' });
    await window.answer({ question: 'left empty: the one that is stored' });
    await window.answer({ question: 'Region' });
    await window.answer({ question: 'assume a role' });
    await window.answer({ question: 'asked for first', pick: 'Yes' });
    await window.answer({ question: 'Name of the connection' });
    await window.waitForNotification('elsewhere was changed');
    await window.runCommand('View: Clear Output');
    await window.explorerContextMenu('events/answer.json', 'Invoke Payload File');
    await dialog().getByText(`This will invoke afar in ${account} · us-east-1.`).waitFor();
    await window.screenshot('protected');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await window.explorerContextMenu('events/answer.json', 'Invoke Payload File');
    await dialog().getByRole('button', { name: 'Invoke' }).click();
    await window.waitForOutput(/── body, decoded/);
  });

  test('another region is another place', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await window.runCommand('Lambda Bench: Change Region…');
    await window.answer({ question: 'Region of elsewhere', pick: 'eu-west-1' });
    await status(`elsewhere · ${account} · eu-west-1`).waitFor();
    await window.page
      .locator('.pane-header .description', { hasText: 'eu-west-1' })
      .first()
      .waitFor();
    await window.screenshot('other-region');
    await window.runCommand('Lambda Bench: Change Region…');
    const own = { text: 'own', pick: "The connection's own" };
    await window.answer({ question: 'Region of elsewhere', ...own });
    await window.waitForRow('Functions', 'afar');
  });

  test('a profile of the config file becomes a connection as it is selected', async () => {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Select Connection…');
    await window.answer({ question: 'Which connection', pick: 'work' });
    await status(`work · ${account} · us-east-1`).waitFor();
    await window.openSideBar();
    await window.waitForRow('Functions', 'afar');
    await window.screenshot('profile');
  });

  test('a guest of an identity pool invokes a function whose name is typed', async () => {
    const { window } = workbench;
    const pool = await createPool(elsewhere);
    await window.runCommand('Lambda Bench: Add Connection…');
    await window.answer({ question: 'What does the connection use', pick: 'Custom endpoint' });
    await window.answer({ question: 'Which endpoint', pick: 'Another address' });
    await window.answer({ question: 'Address of the endpoint', text: elsewhere.endpoint });
    await window.answer({ question: 'Which credentials', pick: 'Cognito identity pool' });
    await window.answer({ question: 'Id of the identity pool', text: pool });
    await window.answer({ question: 'Who does the identity pool see', pick: 'A guest' });
    await window.answer({ question: 'Role to ask the pool for' });
    await window.answer({ question: 'Region', pick: 'us-east-1' });
    await window.answer({ question: 'assume a role', pick: 'No' });
    await window.answer({ question: 'asked for first', pick: 'No' });
    await window.answer({ question: 'Name of the connection', text: 'guest' });
    await window.waitForNotification('guest was added and is selected here');
    await status('guest').waitFor();
    await window.explorerContextMenu('events/log.json', 'Invoke Payload File');
    await window.screenshot('typed-name');
    await window.answer({ question: 'Which function', pick: 'Type a name' });
    await window.answer({ question: 'Name or ARN', text: 'afar' });
    const output = await window.waitForOutput(/events\/log\.json[\s\S]*REPORT RequestId/);
    assert.match(output, /── afar ── guest · /);
    await window.openSideBar();
    await window.screenshot('guest');
  });

  test('a removed connection is gone, and the local one selected', async () => {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Remove Connection…');
    await window.answer({ question: 'Connection to remove', pick: 'guest' });
    await dialog().getByRole('button', { name: 'Remove Connection' }).click();
    await window.waitForNotification('guest was removed');
    await status('local').waitFor();
  });

  test('an expired session is signed in to from the row that says so, and the view goes on', async () => {
    const { window } = workbench;
    await selectConnection(window, 'corp');
    await window.openSideBar();
    await window.waitForRow('Functions', 'The session of corp');
    await window.screenshot('session-expired');
    assert.equal(sso.calls.length, 0, 'nothing begins by itself');
    sso.answers.push(
      ...Array<'AuthorizationPendingException'>(15).fill('AuthorizationPendingException'),
    );
    await window.clickRow('Functions', 'The session of corp');
    await window.waitForNotification('only if it shows the code ABCD-EFGH');
    await window.screenshot('device-code');
    await window.waitForRow('Functions', 'afar');
    await window.waitForNotification('Signed in to corp');
  });

  test('no key stands in any file that VS Code wrote', async () => {
    // What is linked there is VS Code's and the extension's own.
    const written = await filesBelow(path.dirname(workbench.workspace));
    assert.ok(written.length > 10);
    for (const { file, content } of written) {
      assert.ok(!content.includes(elsewhere.secretAccessKey), file);
      assert.ok(!content.includes('marked-'), file);
    }
  });
});

/** An identity pool whose guests may invoke functions, and nothing else. */
async function createPool(endpoint: LocalEndpoint): Promise<string> {
  const { cognitoIdentity, iam } = localClients(endpoint);
  const { IdentityPoolId = '' } = await cognitoIdentity.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'guests',
      AllowUnauthenticatedIdentities: true,
    }),
  );
  const guests = await newRole(iam, 'guests', {
    trust: poolTrust(IdentityPoolId),
    action: 'lambda:InvokeFunction',
  });
  await cognitoIdentity.send(
    new SetIdentityPoolRolesCommand({
      IdentityPoolId,
      Roles: { unauthenticated: guests },
    }),
  );
  return IdentityPoolId;
}
