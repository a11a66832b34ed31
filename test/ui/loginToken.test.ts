import assert from 'node:assert/strict';
import { createFunction } from '../support/createFunction.ts';
import { keyProfile } from '../support/keyProfile.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../support/localEndpoint.ts';
import { openOutcomes } from '../support/openOutcomes.ts';
import { selectConnection } from '../support/selectConnection.ts';
import { type SharedFiles, writeSharedFiles } from '../support/sharedFiles.ts';
import { createMembersPool, idToken, type MembersPool, userPool } from '../support/userPool.ts';
import type { Workbench } from '../support/workbench.ts';

const account = '333344445555';

suite('A login token of a Cognito identity pool', () => {
  let elsewhere: LocalEndpoint;
  let pool: MembersPool;
  let files: SharedFiles;
  let workbench: Workbench;
  suiteSetup(async () => {
    elsewhere = await startLocalEndpoint({ args: ['--account', account] });
    pool = await createMembersPool(elsewhere);
    files = await writeSharedFiles({
      config: `[profile owner]\nregion = us-east-1\nendpoint_url = ${elsewhere.endpoint}\n`,
      credentials: keyProfile('owner', elsewhere),
    });
    workbench = await openOutcomes(files.env);
  });
  suiteTeardown(async () => {
    await workbench?.close();
    await files?.remove();
    await elsewhere?.stop();
  });

  const invoke = () =>
    workbench.window.explorerContextMenu('events/answer.json', 'Invoke Payload File');

  async function edit({ token, role }: { token?: string; role?: string }): Promise<void> {
    const { window } = workbench;
    await window.answer({ question: 'What does the connection use' });
    await window.answer({ question: 'Which endpoint', pick: 'As it is' });
    await window.answer({ question: 'Address of the endpoint' });
    await window.answer({ question: 'Which credentials', pick: 'Cognito identity pool' });
    await window.answer({ question: 'Id of the identity pool' });
    await window.answer({ question: 'Who does the identity pool see' });
    await window.answer({ question: 'Name of the login provider' });
    const stored = 'left empty: the one that is stored';
    await window.answer({ question: stored, ...(token !== undefined && { text: token }) });
    const poolRole = 'Role to ask the pool for';
    await window.answer({ question: poolRole, ...(role !== undefined && { text: role }) });
    await window.answer({ question: 'Region' });
    await window.answer({ question: 'assume a role' });
    await window.answer({ question: 'asked for first' });
    await window.answer({ question: 'Name of the connection' });
    await window.waitForNotification('member was changed');
  }

  test('that is none of the provider is refused, and the message says what to check', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await selectConnection(window, 'owner');
    await createFunction(window, 'index.mjs', 'afar');
    await window.runCommand('Lambda Bench: Add Connection…');
    await window.answer({ question: 'What does the connection use', pick: 'Custom endpoint' });
    await window.answer({ question: 'Which endpoint', pick: 'Another address' });
    await window.answer({ question: 'Address of the endpoint', text: elsewhere.endpoint });
    await window.answer({ question: 'Which credentials', pick: 'Cognito identity pool' });
    await window.answer({ question: 'Id of the identity pool', text: pool.identityPoolId });
    await window.page.getByText('Login with Amazon').waitFor();
    await window.screenshot('login-provider');
    await window.answer({ question: 'Who does the identity pool see', pick: 'Another provider' });
    await window.answer({ question: 'Name of the login provider', text: `https://${userPool}` });
    assert.match(await window.complaint(), /without https/);
    await window.answer({ text: userPool });
    await window.answer({
      question: `Login token of ${userPool}`,
      text: idToken({ iss: 'https://accounts.google.com' }),
    });
    await window.answer({ question: 'Role to ask the pool for' });
    await window.answer({ question: 'Region', pick: 'us-east-1' });
    await window.answer({ question: 'assume a role', pick: 'No' });
    await window.answer({ question: 'asked for first', pick: 'No' });
    await window.answer({ question: 'Name of the connection', text: 'member' });
    await window.waitForNotification('member was added and is selected here');
    await window.dismissNotifications();
    await invoke();
    const message = await window.waitForNotification(
      'The identity pool of member does not accept the login',
    );
    await message.getByRole('button', { name: 'Edit Connection' }).waitFor();
    await window.screenshot('login-refused');
  });

  test('is corrected by a click, and a function is invoked as who has logged in', async () => {
    const { window } = workbench;
    const message = await window.waitForNotification('does not accept the login');
    await message.getByRole('button', { name: 'Edit Connection' }).click();
    await edit({ token: idToken({ 'cognito:roles': [pool.members, pool.admins] }) });
    await window.dismissNotifications();
    await invoke();
    await window.answer({ question: 'Which function', pick: 'Type a name' });
    await window.answer({ question: 'Name or ARN', text: 'afar' });
    const output = await window.waitForOutput(/── body, decoded/);
    assert.match(output, /── afar ── member · /);
    await window.openSideBar();
    await window.waitForRow('Functions', 'lambda:ListFunctions');
    await window.screenshot('login-invoked');
  });

  test('gives another role of its own, when the connection asks for that', async () => {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Edit Connection…');
    await window.answer({ question: 'Connection to edit', pick: 'member' });
    await edit({ role: pool.admins });
    await window.openSideBar();
    await window.waitForRow('Functions', 'afar');
    await window.runCommand('View: Clear Output');
    await invoke();
    const output = await window.waitForOutput(/── body, decoded/);
    assert.match(output, new RegExp(`── afar ── member · ${account} · us-east-1 ──`));
    await window.screenshot('custom-role');
  });
});
