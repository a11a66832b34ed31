import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLeases, type Leases } from '../../src/local/leases.ts';

suite('A lease', () => {
  let server: Server;
  let leases: Leases;

  teardown(() => {
    leases.close();
    server.close();
  });

  test('keeps the endpoint as long as one is open, and its end is noticed', async () => {
    const order: string[] = [];
    const { ended } = await serve(order, { forFirstLease: 60_000, afterLastLease: 20 });
    const first = await lease();
    const second = await lease();
    first.destroy();
    order.push('first gone');
    const third = await lease();
    second.destroy();
    order.push('second gone');
    third.destroy();
    order.push('third gone');
    await ended;
    assert.deepEqual(order, ['first gone', 'second gone', 'third gone', 'ended']);
  });

  test('that never comes is not waited for without end', async () => {
    const order: string[] = [];
    const { ended } = await serve(order, { forFirstLease: 1, afterLastLease: 60_000 });
    await ended;
    assert.deepEqual(order, ['ended']);
  });

  async function serve(
    order: string[],
    patience: Parameters<typeof createLeases>[1],
  ): Promise<{ ended: Promise<void> }> {
    const ended = Promise.withResolvers<void>();
    leases = createLeases(() => {
      order.push('ended');
      ended.resolve();
    }, patience);
    server = createServer((_request, response) => leases.hold(response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { ended: ended.promise };
  }

  async function lease(): Promise<IncomingMessage> {
    const { port } = server.address() as AddressInfo;
    const request = get({ host: '127.0.0.1', port, agent: false });
    const [response] = await once(request, 'response');
    assert.equal(response.statusCode, 200);
    return response;
  }
});
