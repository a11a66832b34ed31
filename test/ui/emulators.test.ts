import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { finishConnection } from '../support/addKeyConnection.ts';
import { createFunction } from '../support/createFunction.ts';
import { startInvokeOnlyServer } from '../support/invokeOnlyServer.ts';
import { keyProfile } from '../support/keyProfile.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../support/localEndpoint.ts';
import { openOutcomes } from '../support/openOutcomes.ts';
import { type SharedFiles, writeSharedFiles } from '../support/sharedFiles.ts';
import { authorityFile, startTlsServer, type TlsServer } from '../support/tlsServer.ts';
import type { Workbench } from '../support/workbench.ts';

const account = '666677778888';

suite('Emulators', () => {
  let emulator: LocalEndpoint;
  let tls: TlsServer;
  let files: SharedFiles;
  let workbench: Workbench;
  suiteSetup(async () => {
    emulator = await startLocalEndpoint({ args: ['--account', account] });
    tls = await startTlsServer({ target: emulator });
    files = await writeSharedFiles({});
    const folder = `.aws/emulator/${tls.port}`;
    await files.write(`${folder}/ca.pem`, await readFile(authorityFile('own', '.'), 'utf8'));
    await writeKeys({ accessKeyId: 'LKIAOFANEARLIERRUN', secretAccessKey: 'of-an-earlier-run' });
    workbench = await openOutcomes(files.env);
  });
  suiteTeardown(async () => {
    await workbench?.close();
    await files?.remove();
    await tls?.close();
    await emulator?.stop();
  });

  /** As AWS Emulator writes them for each of its runs, beside its certificate. */
  async function writeKeys(
    keys: Pick<LocalEndpoint, 'accessKeyId' | 'secretAccessKey'>,
  ): Promise<void> {
    await files.write(
      `.aws/emulator/${tls.port}/emulator_credentials`,
      keyProfile('default', keys),
    );
  }

  async function add(endpoint: string, name: string): Promise<void> {
    const { window } = workbench;
    await window.runCommand('Lambda Bench: Add Connection…');
    await window.answer({ question: 'What does the connection use', pick: 'Custom endpoint' });
    await window.page.getByText('It invokes functions and does nothing else').waitFor();
    await window.screenshot(`preset-of-${name}`);
    await window.answer({ question: 'Which endpoint', pick: endpoint });
    await finishConnection(window, name);
  }

  test('AWS Emulator is offered by its folder; keys of an earlier run are told as such', async () => {
    const { window } = workbench;
    await window.openSideBar();
    await add('AWS Emulator', 'emulator');
    await window.waitForRow('Functions', 'The credentials of emulator are not known');
    await window.screenshot('emulator-old-keys');
  });

  test('its keys are read anew for each run, and functions are created and invoked', async () => {
    const { window } = workbench;
    await writeKeys(emulator);
    await window.runCommand('Lambda Bench: Refresh Functions');
    await window.page.getByText('There are no functions in this account and region yet').waitFor();
    await createFunction(window, 'index.mjs', 'afar');
    await window.explorerContextMenu('events/answer.json', 'Invoke Payload File');
    await window.answer({ question: 'Which function is this payload file for', pick: 'afar' });
    const output = await window.waitForOutput(/REPORT RequestId/);
    assert.match(output, new RegExp(`── afar ── emulator · ${account} · us-east-1 ──`));
    await window.screenshot('emulator-invoked');
  });

  test('where it has ended, its files are gone, and that is said', async () => {
    const { window } = workbench;
    await rm(path.join(files.folder, `.aws/emulator/${tls.port}`), { recursive: true });
    await window.openSideBar();
    await window.runCommand('Lambda Bench: Refresh Functions');
    await window.waitForRow('Functions', 'AWS Emulator is not running');
    await window.screenshot('emulator-not-running');
  });

  test('LocalStack is offered too; where it does not run, that is said, and else it invokes', async () => {
    const { window } = workbench;
    const port = 4566;
    if (await listens(port)) {
      console.log("      (something listens on LocalStack's port of this machine: not tried)");
      return;
    }
    await window.openSideBar();
    await add('LocalStack', 'localstack');
    await window.waitForRow('Functions', 'nothing listens there');
    await window.screenshot('localstack-not-running');
    const server = await startInvokeOnlyServer('localhost', port);
    try {
      await window.explorerContextMenu('events/log.json', 'Invoke Payload File');
      await window.answer({ question: 'Which function', pick: 'Type a name' });
      await window.answer({ question: 'Name or ARN', text: 'orders' });
      const output = await window.waitForOutput(/"invoked": "orders"/);
      assert.match(output, /── orders ── localstack · us-east-1 ──/);
      await window.screenshot('localstack-invoked');
      const [post] = server.requests.filter(({ method }) => method === 'POST');
      assert.match(post?.authorization ?? '', /Credential=test\//);
    } finally {
      await server.close();
    }
  });
});

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, 'localhost');
  const found = await once(socket, 'connect').then(
    () => true,
    () => false,
  );
  socket.destroy();
  return found;
}
