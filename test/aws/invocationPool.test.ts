import assert from 'node:assert/strict';
import { connect } from '../../src/aws/connect.ts';
import { type Answerer, startLambdaServer, succeed } from '../support/lambdaServer.ts';

const request = {
  functionName: 'orders',
  type: 'RequestResponse',
  payload: Buffer.from('{}'),
} as const;

suite('a pool of connections for invocations', () => {
  async function withPool(
    answer: Answerer,
    work: (parts: {
      server: Awaited<ReturnType<typeof startLambdaServer>>;
      invoke: () => Promise<string>;
    }) => Promise<void>,
  ): Promise<void> {
    await using server = await startLambdaServer(answer);
    const pool = connect(server.target).openPool(2);
    try {
      await work({ server, invoke: async () => (await pool.invoke(request)).kind });
    } finally {
      pool.close();
    }
  }

  test('invocations one after the other share a connection', () =>
    withPool(
      (response) => succeed(response),
      async ({ server, invoke }) => {
        for (let count = 0; count < 20; count += 1) assert.equal(await invoke(), 'answered');
        assert.equal(server.connections, 1);
      },
    ));

  test('a connection that the other side has closed while it was idle is not used', () =>
    withPool(
      (response) => succeed(response),
      async ({ server, invoke }) => {
        assert.equal(await invoke(), 'answered');
        server.server.closeIdleConnections();
        await new Promise((resolve) => setTimeout(resolve, 50));
        assert.equal(await invoke(), 'answered');
        assert.equal(server.connections, 2);
        assert.equal(server.received.length, 2);
      },
    ));

  test('a used connection that ends with the request on it: it may have run, and is sent once', () =>
    withPool(
      (response, _payload, index) => {
        if (index === 1) response.socket?.destroy();
        else succeed(response);
      },
      async ({ server, invoke }) => {
        assert.equal(await invoke(), 'answered');
        assert.equal(await invoke(), 'lost');
        assert.equal(server.received.length, 2);
        assert.equal(await invoke(), 'answered');
        assert.equal(server.received.length, 3);
      },
    ));

  test('a connection is given up after a short idle time rather than used when it may be stale', () =>
    withPool(
      (response) => succeed(response),
      async ({ server, invoke }) => {
        server.server.keepAliveTimeout = 0;
        assert.equal(await invoke(), 'answered');
        await new Promise((resolve) => setTimeout(resolve, 2_300));
        assert.equal(await invoke(), 'answered');
        assert.equal(server.connections, 2);
      },
    ));

  test('a refusal that tells the time sets the clock right for those that follow', async () => {
    const ahead = 3_600_000;
    const signed: string[] = [];
    await withPool(
      (response, _payload, index) => {
        signed.push(String(response.req.headers['x-amz-date']));
        if (index > 0) return succeed(response);
        response.writeHead(403, {
          date: new Date(Date.now() + ahead).toUTCString(),
          'x-amzn-errortype': 'InvalidSignatureException',
        });
        response.end('{"message":"Signature expired"}');
      },
      async ({ invoke }) => {
        assert.equal(await invoke(), 'notInvoked');
        assert.equal(await invoke(), 'answered');
      },
    );
    const [before = 0, after = 0] = signed.map((date) =>
      Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5')),
    );
    assert.ok(Math.abs(after - before - ahead) < 60_000, signed.join(' '));
  });
});
