import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Account } from '../../src/aws/account.ts';
import { connect } from '../../src/aws/connect.ts';
import { isCancelled } from '../../src/errors.ts';
import { listen } from '../support/listen.ts';

suite('Connections', () => {
  let server: Server;
  let account: Account;
  let opened: number;

  setup(async () => {
    opened = 0;
    server = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.end('{"FunctionName":"orders"}'));
    });
    server.on('connection', () => opened++);
    const port = await listen(server);
    account = connect({
      connection: 'here',
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-west-1',
      accountId: undefined,
      credentials: { accessKeyId: 'AKIDHERE', secretAccessKey: 'a-secret-for-nothing' },
    });
  });

  teardown(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });

  test('are used again by the control plane', async () => {
    for (let call = 0; call < 3; call++) {
      assert.equal((await account.functions.find('orders'))?.name, 'orders');
    }
    assert.equal(opened, 1);
  });

  test('are new for each invocation, even beside an open one', async () => {
    await account.functions.find('orders');
    const request = { functionName: 'orders', payload: Buffer.from('{}') } as const;
    for (let call = 0; call < 3; call++) {
      await account.invoke({ ...request, type: 'RequestResponse' });
    }
    assert.equal(opened, 4);
  });

  test('are closed when a call of the control plane is cancelled', async () => {
    const cancel = new AbortController();
    const left = new Promise((resolve) => {
      server.removeAllListeners('request');
      server.on('request', (request) => {
        request.socket.once('close', resolve);
        cancel.abort();
      });
    });
    await assert.rejects(account.functions.find('orders', cancel.signal), isCancelled);
    await left;
    assert.equal(opened, 1);
  });
});
