import assert from 'node:assert/strict';
import { copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { addKeyConnection } from '../support/addKeyConnection.ts';
import { chooseFile } from '../support/chooseFile.ts';
import { createFunction } from '../support/createFunction.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../support/localEndpoint.ts';
import { openOutcomes } from '../support/openOutcomes.ts';
import { type SharedFiles, writeSharedFiles } from '../support/sharedFiles.ts';
import { authorityFile, startTlsServer, type TlsServer } from '../support/tlsServer.ts';
import type { Workbench } from '../support/workbench.ts';

const account = '222233334444';

suite('An endpoint with an authority of its own', () => {
  let elsewhere: LocalEndpoint;
  let tls: TlsServer;
  let files: SharedFiles;
  let workbench: Workbench;
  suiteSetup(async () => {
    elsewhere = await startLocalEndpoint({ args: ['--account', account] });
    tls = await startTlsServer({ target: elsewhere });
    files = await writeSharedFiles({});
    workbench = await openOutcomes(files.env);
  });
  suiteTeardown(async () => {
    await workbench?.close();
    await files?.remove();
    await tls?.close();
    await elsewhere?.stop();
  });

  /** Of the connection `secure`; without a file the system's certificates are trusted. */
  async function editAuthority(file: string): Promise<void> {
    const { window } = workbench;
    await window.answer({ question: 'What does the connection use' });
    await window.answer({ question: 'Which endpoint', pick: 'As it is' });
    await window.answer({ question: 'Address of the endpoint' });
    await window.answer({
      question: 'Which certificates does the endpoint have',
      pick: 'Of an authority of its own: choose its file',
    });
    await chooseFile(window, 'Certificates to Trust', file);
    await window.answer({ question: 'Which credentials', pick: 'Access keys' });
    await window.answer({ question: 'Access key id' });
    await window.answer({ question: 'left empty: the one that is stored' });
    await window.answer({ question: 'Region' });
    await window.answer({ question: 'assume a role' });
    await window.answer({ question: 'asked for first' });
    await window.answer({ question: 'Name of the connection' });
    await window.waitForNotification('secure was changed');
    await window.dismissNotifications();
  }

  async function edit(file: string): Promise<void> {
    await workbench.window.runCommand('Lambda Bench: Edit Connection…');
    await workbench.window.answer({ question: 'Connection to edit', pick: 'secure' });
    await editAuthority(file);
  }

  test('that is not named is not trusted: nothing is sent, and a click leads to where it is named', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await addKeyConnection(window, 'secure', {
      ...elsewhere,
      endpoint: `https://127.0.0.1:${tls.port}`,
      aboutAddress: async () => {
        await window.page.getByText('Of an authority of its own').waitFor();
        await window.screenshot('authority-question');
        await window.answer({
          question: 'Which certificates does the endpoint have',
          pick: 'Those that the system trusts',
        });
      },
    });
    await window.waitForRow('Functions', 'its certificate is not trusted');
    await window.screenshot('authority-unknown');
    await window.explorerContextMenu('events/answer.json', 'Invoke Payload File');
    const message = await window.waitForNotification(
      'edit the connection secure and choose the file of its authority',
    );
    await message.getByRole('button', { name: 'Edit Connection' }).waitFor();
    await window.screenshot('authority-not-invoked');
    await window.dismissNotifications();
    assert.deepEqual(tls.requests, []);
  });

  test('that is another one is not trusted either', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await window.clickRow('Functions', 'its certificate is not trusted');
    await editAuthority(path.resolve(authorityFile('extra', '.')));
    await window.waitForRow('Functions', 'its certificate is not trusted');
    assert.deepEqual(tls.requests, []);
  });

  test('is trusted by its file, and functions are created and invoked', async () => {
    const { window } = workbench;
    const file = path.join(files.folder, 'ca.pem');
    await copyFile(authorityFile('own', '.'), file);
    await edit(file);
    await window.page.getByText('There are no functions in this account and region yet').waitFor();
    await createFunction(window, 'index.mjs', 'afar');
    await window.explorerContextMenu('events/answer.json', 'Invoke Payload File');
    await window.answer({ question: 'Which function is this payload file for', pick: 'afar' });
    const output = await window.waitForOutput(/REPORT RequestId/);
    assert.match(output, new RegExp(`── afar ── secure · ${account} · us-east-1 ──`));
    await window.screenshot('authority-invoked');
  });

  test('whose file is gone is missed by its name, and found again', async () => {
    const { window } = workbench;
    const file = path.join(files.folder, 'ca.pem');
    await rm(file);
    await window.openSideBar();
    await window.runCommand('Lambda Bench: Refresh Functions');
    await window.waitForRow('Functions', 'ca.pem cannot be read');
    assert.match((await window.treeRows('Functions')).join(), /Edit Connection/);
    await window.screenshot('authority-gone');
    await copyFile(authorityFile('own', '.'), file);
    await window.runCommand('Lambda Bench: Refresh Functions');
    await window.waitForRow('Functions', 'afar');
  });
});
