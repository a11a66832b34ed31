import assert from 'node:assert/strict';
import { addKeyConnection } from '../support/addKeyConnection.ts';
import { type InvokeOnlyServer, startInvokeOnlyServer } from '../support/invokeOnlyServer.ts';
import { keyProfile } from '../support/keyProfile.ts';
import { openOutcomes } from '../support/openOutcomes.ts';
import { otherAddress } from '../support/otherAddress.ts';
import { selectConnection } from '../support/selectConnection.ts';
import { type SharedFiles, writeSharedFiles } from '../support/sharedFiles.ts';
import type { Workbench } from '../support/workbench.ts';

/** As AWS issues them. */
const real = { accessKeyId: 'AKIAIOSFODNN7NOTREAL', secretAccessKey: 'marked-secret' };

suite('A host that is neither AWS nor this machine', () => {
  let server: InvokeOnlyServer;
  let files: SharedFiles;
  let workbench: Workbench;
  suiteSetup(async function () {
    const address = otherAddress();
    if (address === undefined) {
      console.log('    (this machine has no address on a network: not tried)');
      this.skip();
    }
    server = await startInvokeOnlyServer(address);
    files = await writeSharedFiles({
      config: `[profile abroad]\nregion = us-east-1\nendpoint_url = ${server.url}\n`,
      credentials: keyProfile('abroad', real),
    });
    workbench = await openOutcomes(files.env);
  });
  suiteTeardown(async () => {
    await workbench?.close();
    await files?.remove();
    await server?.close();
  });

  const dialog = () => workbench.window.page.locator('.monaco-dialog-box');
  const invoke = () =>
    workbench.window.explorerContextMenu('events/answer.json', 'Invoke Payload File');

  test('gets nothing by http, although the profile names it', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await selectConnection(window, 'abroad');
    await window.waitForRow('Functions', 'Nothing was sent');
    await window.screenshot('http-abroad');
    await invoke();
    const message = await window.waitForNotification('http can be read and changed on the way');
    await message.getByRole('button', { name: 'Edit Connection' }).waitFor();
    await window.screenshot('http-refused');
    assert.deepEqual(server.requests, []);
  });

  test('is allowed http by name only, in the wizard', async () => {
    const { window } = workbench;
    await window.dismissNotifications();
    await addKeyConnection(window, 'stranger', {
      ...real,
      endpoint: server.url,
      aboutAddress: async () => {
        await window.page.getByText('Allow http for this endpoint').waitFor();
        await window.screenshot('http-question');
        await window.answer({
          question: 'What is sent by http can be read and changed on its way',
          pick: 'Allow http for this endpoint',
        });
      },
    });
    await window.openSideBar();
    await window.waitForRow('Functions', 'you have not agreed to that yet');
    assert.match((await window.treeRows('Functions')).join(), /Agree or Decline/);
    await window.screenshot('host-not-agreed');
    assert.deepEqual(server.requests, []);
  });

  test('gets nothing when the person declines', async () => {
    const { window } = workbench;
    await invoke();
    await dialog().getByText('Use the credentials of the connection stranger with').waitFor();
    await window.screenshot('host-question');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await dialog().waitFor({ state: 'hidden' });
    assert.deepEqual(await window.notifications(), []);
    assert.deepEqual(server.requests, []);
  });

  test('gets what is sent once the person agrees, who is not asked again', async () => {
    const { window } = workbench;
    await invoke();
    await dialog().getByRole('button', { name: 'Use Them There' }).click();
    await window.answer({ question: 'Which function', pick: 'Type a name' });
    await window.answer({ question: 'Name or ARN', text: 'orders' });
    const output = await window.waitForOutput(/"invoked": "orders"/);
    assert.match(output, /── orders ── stranger · us-east-1 ──/);
    await window.screenshot('host-agreed');
    await window.runCommand('View: Clear Output');
    await invoke();
    await window.waitForOutput(/"invoked": "orders"/);
    assert.equal(await dialog().count(), 0);
    const sent = server.requests.filter(({ method }) => method === 'POST');
    assert.ok(sent.length >= 2 && sent.every(({ authorization = '' }) => authorization !== ''));
  });
});
