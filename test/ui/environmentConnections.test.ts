import assert from 'node:assert/strict';
import { createFunction } from '../support/createFunction.ts';
import { localClients } from '../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../support/localEndpoint.ts';
import { accountTrust, newRole } from '../support/newRole.ts';
import { openOutcomes } from '../support/openOutcomes.ts';
import type { Workbench } from '../support/workbench.ts';

const account = '444455556666';

suite('Connections of the environment', () => {
  let elsewhere: LocalEndpoint;
  let workbench: Workbench;
  suiteSetup(async () => {
    elsewhere = await startLocalEndpoint({ args: ['--account', account] });
    workbench = await openOutcomes({
      AWS_ACCESS_KEY_ID: elsewhere.accessKeyId,
      AWS_SECRET_ACCESS_KEY: elsewhere.secretAccessKey,
      AWS_REGION: 'us-east-1',
      AWS_ENDPOINT_URL: elsewhere.endpoint,
    });
  });
  suiteTeardown(async () => {
    await workbench?.close();
    await elsewhere?.stop();
  });

  async function add(kind: string, name: string, roleArn?: string): Promise<void> {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Add Connection…');
    await window.answer({ question: 'What does the connection use', pick: kind });
    await window.answer({ question: 'Region' });
    if (roleArn === undefined) await window.answer({ question: 'assume a role', pick: 'No' });
    else {
      await window.answer({ question: 'assume a role', pick: 'Yes, assume a role' });
      await window.answer({ question: 'ARN of the role', text: roleArn });
      await window.answer({ question: 'External id' });
      await window.answer({ question: 'MFA device' });
      await window.answer({ question: 'Name of the session' });
      await window.answer({ question: 'Seconds that a session lasts' });
    }
    await window.answer({ question: 'asked for first', pick: 'No' });
    await window.answer({ question: 'Name of the connection', text: name });
    await window.waitForNotification(`${name} was added and is selected here`);
  }

  async function invoke(file: string): Promise<string> {
    const { window } = workbench;
    await window.explorerContextMenu(`events/${file}`, 'Invoke Payload File');
    return window.waitForOutput(new RegExp(`events/${file}[\\s\\S]*REPORT RequestId`));
  }

  test('its variables lead to an account, in which functions are made and invoked', async () => {
    const { window } = workbench;
    await add('Environment variables', 'variables');
    await createFunction(window, 'index.mjs', 'afar');
    await window.explorerContextMenu('events/answer.json', 'Invoke Payload File');
    await window.answer({ question: 'Which function', pick: 'afar' });
    const output = await window.waitForOutput(/REPORT RequestId/);
    assert.match(output, new RegExp(`── afar ── variables · ${account} · us-east-1 ──`));
    await window.screenshot('environment-variables');
  });

  test('the default chain finds the same', async () => {
    await add('Default chain', 'chain');
    assert.match(await invoke('answer.json'), new RegExp(`── afar ── chain · ${account} ·`));
    await workbench.window.screenshot('default-chain');
  });

  test('a role on top may do what it may, and nothing else', async () => {
    const { window } = workbench;
    const arn = await createInvoker(elsewhere);
    await add('Default chain', 'invoker', arn);
    assert.match(await invoke('answer.json'), new RegExp(`── afar ── invoker · ${account} ·`));
    await window.openSideBar();
    await window.waitForRow('Functions', 'lambda:ListFunctions');
    await window.screenshot('role-on-top');
  });
});

/** A role of the account that may invoke and nothing else. */
function createInvoker(endpoint: LocalEndpoint): Promise<string> {
  const { iam } = localClients(endpoint);
  return newRole(iam, 'invoker', {
    trust: accountTrust(account),
    action: 'lambda:InvokeFunction',
  });
}
