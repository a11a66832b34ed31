import assert from 'node:assert/strict';
import { createFunction } from '../support/createFunction.ts';
import { keyProfile } from '../support/keyProfile.ts';
import { localClients } from '../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../support/localEndpoint.ts';
import { type MfaServer, startMfaServer } from '../support/mfaServer.ts';
import { accountTrust, newRole } from '../support/newRole.ts';
import { openOutcomes } from '../support/openOutcomes.ts';
import { selectConnection } from '../support/selectConnection.ts';
import { type SharedFiles, writeSharedFiles } from '../support/sharedFiles.ts';
import type { Workbench } from '../support/workbench.ts';

const account = '777788889999';
const device = `arn:aws:iam::${account}:mfa/me`;

suite('The code of an MFA device', () => {
  let elsewhere: LocalEndpoint;
  let server: MfaServer;
  let files: SharedFiles;
  let workbench: Workbench;
  suiteSetup(async () => {
    elsewhere = await startLocalEndpoint({ args: ['--account', account] });
    server = await startMfaServer(elsewhere, '123456');
    files = await writeSharedFiles({
      config: `[profile base]
region = us-east-1
endpoint_url = ${elsewhere.endpoint}
[profile careful]
role_arn = ${await createCarefulRole(elsewhere)}
source_profile = base
mfa_serial = ${device}
region = us-east-1
endpoint_url = ${elsewhere.endpoint}
services = careful
[services careful]
sts =
  endpoint_url = ${server.url}
`,
      credentials: keyProfile('base', elsewhere),
    });
    workbench = await openOutcomes(files.env);
  });
  suiteTeardown(async () => {
    await workbench?.close();
    await files?.remove();
    await server?.close();
    await elsewhere?.stop();
  });

  const question = `Code of the MFA device ${device}`;

  test('is not asked for by a view, which says that it is needed', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await selectConnection(window, 'base');
    await createFunction(window, 'index.mjs', 'afar');
    await window.dismissNotifications();
    await selectConnection(window, 'careful');
    await window.openSideBar();
    await window.waitForRow('Functions', 'needs a code of the MFA device');
    assert.deepEqual(server.codes, []);
    assert.match((await window.treeRows('Functions')).join(), /Enter MFA Code/);
    await window.screenshot('mfa-needed');
  });

  test('is not sent when the question is dismissed, nor is anything else', async () => {
    const { window } = workbench;
    await window.explorerContextMenu('events/answer.json', 'Invoke Payload File');
    await window.page.getByText(question).waitFor();
    await window.screenshot('mfa-question');
    await window.page.keyboard.press('Escape');
    await window.page.getByText(question).waitFor({ state: 'hidden' });
    assert.deepEqual(server.codes, []);
    assert.equal(server.others, 0);
    assert.deepEqual(await window.notifications(), []);
  });

  test('is asked for again when it was wrong, and what was begun goes on with the right one', async () => {
    const { window } = workbench;
    await window.explorerContextMenu('events/answer.json', 'Invoke Payload File');
    await window.answer({ question, text: '12 34' });
    assert.match(await window.complaint(), /has six digits/);
    await window.answer({ text: '111111' });
    await window.page.getByText('That code was not accepted').waitFor();
    await window.screenshot('mfa-again');
    await window.answer({ question: 'That code was not accepted', text: '123456' });
    await window.answer({ question: 'Which function is this payload file for', pick: 'afar' });
    assert.deepEqual(server.codes, ['111111', '123456']);
    const output = await window.waitForOutput(/REPORT RequestId/);
    assert.match(output, new RegExp(`── afar ── careful · ${account} · us-east-1 ──`));
    await window.openSideBar();
    await window.waitForRow('Functions', 'afar');
    await window.screenshot('mfa-invoked');
    assert.equal(server.codes.length, 2, 'one code serves for all');
  });
});

/** A role of the account that is assumed with a second factor only. */
function createCarefulRole(endpoint: LocalEndpoint): Promise<string> {
  const { iam } = localClients(endpoint);
  const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
  return newRole(iam, 'careful', {
    trust: { ...accountTrust(account), Condition },
    action: 'lambda:*',
  });
}
