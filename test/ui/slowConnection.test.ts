import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { addKeyConnection } from '../support/addKeyConnection.ts';
import { createFunction } from '../support/createFunction.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

suite('A connection whose endpoint is slow to answer', () => {
  let silent: Server;
  const sockets: Socket[] = [];
  let workbench: Workbench;
  suiteSetup(async () => {
    silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    workbench = await openWorkbench({ fixture: 'test/fixtures/outcomes' });
    await createFunction(workbench.window, 'index.mjs', 'mine');
  });
  suiteTeardown(async () => {
    await workbench?.close();
    for (const socket of sockets) socket.destroy();
    silent?.close();
  });

  test('shows no rows of the connection before', async () => {
    const { window } = workbench;
    const address = silent.address();
    assert.ok(address !== null && typeof address === 'object');
    await addKeyConnection(window, 'silent', {
      endpoint: `http://127.0.0.1:${address.port}`,
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'secret',
    });
    for (const view of ['Functions', 'Execution Roles']) {
      await window.waitForRow(view, 'Listing…');
      assert.deepEqual(await window.treeRows(view), ['Listing…']);
    }
    await window.screenshot('slow-connection');
    await window.runCommand('Lambda Bench: Select Connection…');
    await window.answer({ question: 'Which connection', pick: 'local' });
    await window.waitForRow('Functions', 'mine');
    await window.waitForRow('Execution Roles', 'mine-role');
  });
});
