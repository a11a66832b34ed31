import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { createInvocationClient } from '../../src/aws/clients.ts';
import { invoke, invokeBy } from '../../src/aws/invocation.ts';
import { openInvocationPool } from '../../src/aws/invocationPool.ts';
import type { InvokeRequest, Outcome } from '../../src/aws/outcome.ts';
import { invokeStreaming } from '../../src/aws/streamedInvocation.ts';
import type { Target } from '../../src/aws/target.ts';
import {
  answer,
  type Fault,
  type FaultServer,
  lambdaError,
  requestId,
  reset,
  silence,
  startFaultServer,
  unusedTarget,
  write,
  writeAndEnd,
} from '../support/faultServer.ts';
import { listen } from '../support/listen.ts';

const payload = Buffer.from('{"id":1}');
const request: InvokeRequest = { functionName: 'orders', type: 'RequestResponse', payload };

interface Options {
  readonly signal?: AbortSignal;
  readonly margin?: number;
  readonly connecting?: number;
}

type Send = (
  target: Target,
  changes?: Partial<InvokeRequest>,
  options?: Options,
) => Promise<Outcome>;

/** All ways to invoke keep the same promises. */
const ways: Readonly<Record<string, Send>> = {
  Invoke: (target, changes, { connecting, ...sending } = {}) =>
    invoke(
      invokeBy(clientFor(target, false, connecting)),
      target,
      { ...request, ...changes },
      sending,
    ),
  InvokeWithResponseStream: (target, changes, { connecting, ...sending } = {}) => {
    const client = clientFor(target, true, connecting);
    return invokeStreaming(client, target, { ...request, ...changes }, () => undefined, sending);
  },
  async 'Invoke from a pool'(target, changes, { connecting, ...sending } = {}) {
    const { invokeOnce, close } = openInvocationPool(target, { sockets: 1, connecting });
    try {
      return await invoke(invokeOnce, target, { ...request, ...changes }, sending);
    } finally {
      close();
    }
  },
};

function clientFor(target: Target, streamed: boolean, connecting: number | undefined) {
  return createInvocationClient(target, {
    streamed,
    ...(connecting === undefined ? {} : { connecting }),
  });
}

for (const [way, send] of Object.entries(ways)) {
  suite(`One attempt by ${way}`, () => {
    const servers: FaultServer[] = [];

    teardown(async () => {
      for (const server of servers.splice(0)) await server.close();
    });

    async function serve(...faults: Fault[]): Promise<FaultServer> {
      const server = await startFaultServer(...faults);
      servers.push(server);
      return server;
    }

    suite('that is refused', () => {
      const again: Record<string, Fault> = {
        'is throttled': lambdaError(429, 'TooManyRequestsException', {
          Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
          Type: 'User',
          message: 'Rate Exceeded.',
        }),
        'meets a function that is pending': lambdaError(409, 'ResourceConflictException', {
          Type: 'User',
          message:
            'The operation cannot be performed at this time. The function is currently in the following state: Pending',
        }),
        'meets a snapshot that is not ready': lambdaError(409, 'SnapStartNotReadyException', {
          Type: 'User',
          Message: 'Not ready.',
        }),
        'meets an expired token': lambdaError(403, 'ExpiredTokenException', {
          message: 'The security token included in the request is expired',
        }),
      };
      for (const [what, fault] of Object.entries(again)) {
        test(`because it ${what} did not run and may be sent again by hand`, async () => {
          const server = await serve(fault);
          const outcome = await send(server.target);
          assert.ok(outcome.kind === 'notInvoked');
          assert.equal(outcome.mayRetry, true);
          assert.equal(outcome.requestId, requestId);
          assert.equal(server.attempts, 1);
        });
      }

      const inVain: Record<string, [fault: Fault, code: string]> = {
        'names no function that exists': [
          lambdaError(404, 'ResourceNotFoundException', {
            Type: 'User',
            Message: 'Function not found: arn:aws:lambda:eu-west-1:000000000000:function:orders',
          }),
          'ResourceNotFoundException',
        ],
        'is not allowed, for which AWS may give no words': [
          lambdaError(403, 'AccessDeniedException', { Message: null }),
          'AccessDeniedException',
        ],
        'cannot use the key of the environment': [
          lambdaError(502, 'KMSAccessDeniedException', { Message: 'No.' }),
          'KMSAccessDeniedException',
        ],
        'is refused by something else on the way': [
          answer(403, { 'content-type': 'text/html' }, '<html>Forbidden</html>'),
          'HTTP 403',
        ],
      };
      for (const [what, [fault, code]] of Object.entries(inVain)) {
        test(`because it ${what} did not run, and sending it again would not help`, async () => {
          const server = await serve(fault);
          const outcome = await send(server.target);
          assert.ok(outcome.kind === 'notInvoked');
          assert.equal(outcome.mayRetry, false);
          assert.equal(outcome.failure.code, code);
          assert.equal(server.attempts, 1);
        });
      }
    });

    suite('that cannot connect', () => {
      test('because nothing listens did not run', async () => {
        const target = await unusedTarget();
        // A name may have several addresses: none of them answers.
        const named = { ...target, endpoint: target.endpoint?.replace('127.0.0.1', 'localhost') };
        for (const outcome of [await send(target), await send(named)]) {
          assert.ok(outcome.kind === 'notInvoked');
          assert.equal(outcome.failure.code, 'ECONNREFUSED');
          assert.equal(outcome.mayRetry, true);
        }
      });

      test('because the name is unknown did not run', async () => {
        // Too long for a name: the system says so itself, however slow its name server is.
        const endpoint = `http://${'n'.repeat(64)}.invalid`;
        const target = { ...(await unusedTarget()), endpoint };
        const outcome = await send(target);
        assert.ok(outcome.kind === 'notInvoked');
        assert.match(outcome.failure.code, /^(ENOTFOUND|EAI_AGAIN)$/);
        assert.equal(outcome.mayRetry, true);
      });

      test('because the handshake never ends did not run', async () => {
        const server = await serve({ at: 'connection', act: () => undefined });
        const target = secure(server.target);
        const outcome = await send(target, {}, { connecting: 200 });
        assert.ok(outcome.kind === 'notInvoked');
        assert.equal(outcome.failure.code, 'ConnectTimeout');
        assert.equal(outcome.mayRetry, true);
        assert.equal(server.attempts, 1);
      });

      test('because the other side does not speak TLS did not run', async () => {
        const server = await serve({
          at: 'start',
          act: (socket) => void socket.end('HTTP/1.1 400\r\n\r\n'),
        });
        const outcome = await send(secure(server.target));
        assert.ok(outcome.kind === 'notInvoked');
        assert.match(outcome.failure.message, /does not speak TLS$/);
        assert.equal(server.attempts, 1);
      });

      test('because the certificate is not trusted did not run', async () => {
        const pem = (name: string) =>
          readFileSync(join(import.meta.dirname, '../fixtures/untrusted', `${name}.pem`));
        let bytes = 0;
        const server = createServer({ key: pem('key'), cert: pem('certificate') }, (socket) => {
          socket.on('data', (data) => {
            bytes += data.length;
          });
          socket.on('error', () => undefined);
        });
        server.on('tlsClientError', () => undefined);
        const port = await listen(server);
        const target = { ...(await unusedTarget()), endpoint: `https://127.0.0.1:${port}` };
        const outcome = await send(target);
        server.close();
        await once(server, 'close');
        assert.ok(outcome.kind === 'notInvoked', outcome.kind);
        assert.match(outcome.failure.message, /certificate is not trusted$/);
        assert.equal(outcome.mayRetry, true);
        assert.equal(bytes, 0);
      });
    });

    suite('that gets no complete answer may have run, and is not sent again:', () => {
      const head = `HTTP/1.1 200 OK\r\nx-amzn-requestid: ${requestId}\r\n`;
      const cases: Record<string, [fault: Fault, requestId: string | undefined]> = {
        'reset in the middle of the request': [reset('start'), undefined],
        'reset after the request': [reset('request'), undefined],
        'closed after the request': [writeAndEnd(''), undefined],
        'a body that is cut': [
          writeAndEnd(`${head}transfer-encoding: chunked\r\n\r\n5\r\n{"a":`),
          requestId,
        ],
        'a body that is shorter than its length': [
          writeAndEnd(`${head}content-length: 100\r\n\r\n{"a":1}`),
          requestId,
        ],
        'garbage instead of HTTP': [writeAndEnd('\u0000\u0001 what is this?\r\n\r\n'), undefined],
        'another protocol': [
          writeAndEnd('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
          undefined,
        ],
        'garbage instead of a chunk': [
          writeAndEnd(`${head}transfer-encoding: chunked\r\n\r\nnot a number\r\n`),
          requestId,
        ],
        'status 408 from a proxy': [answer(408, {}, '<html>Timeout</html>'), undefined],
        'an error on the file system of the function': [
          lambdaError(410, 'EFSIOException', { Message: 'Oh.' }),
          requestId,
        ],
        'a header that is cut': [writeAndEnd('HTTP/1.1 200 OK\r\nx-amzn-requ'), undefined],
        'a success that is no answer of Lambda': [
          writeAndEnd(`${head}content-type: text/html\r\ncontent-length: 8\r\n\r\n<html>`),
          requestId,
        ],
        'status 500': [lambdaError(500, 'ServiceException', { Message: 'Oh.' }), requestId],
        'status 502 from a proxy': [answer(502, {}, '<html>Bad Gateway</html>'), undefined],
        'status 503': [answer(503, { 'x-amzn-requestid': requestId }), requestId],
        'status 504': [answer(504, {}, '{"message": "Endpoint request timed out"}'), undefined],
      };
      for (const [what, [fault, id]] of Object.entries(cases)) {
        test(what, async () => {
          const server = await serve(fault);
          const outcome = await send(server.target, { payload: Buffer.alloc(1_000_000, ' ') });
          assert.ok(outcome.kind === 'lost', JSON.stringify(outcome));
          assert.equal(outcome.requestId, id);
          const where = id === undefined ? 'into' : `for request ${id} in`;
          const advice = `Look ${where} the function's log before you run it again.`;
          assert.equal(outcome.failure.advice, advice);
          assert.equal(server.attempts, 1);
        });
      }

      test('reset at once, unless it was seen before anything was sent', async () => {
        const server = await serve(reset('connection'));
        const outcome = await send(server.target);
        assert.ok(
          outcome.kind === 'lost' || (outcome.kind === 'notInvoked' && outcome.mayRetry),
          JSON.stringify(outcome),
        );
        assert.equal(server.attempts, 1);
      });

      test('also when the connection of the one before was left open and then closed', async () => {
        const open = answer(200, {}, '1');
        const keptOpen: Fault = {
          at: 'request',
          act: (socket) => {
            socket.write('HTTP/1.1 204 No Content\r\nconnection: keep-alive\r\n\r\n');
            setTimeout(() => socket.destroy(), 20);
          },
        };
        const server = await serve(keptOpen, reset('request'), open);
        assert.equal((await send(server.target, { type: 'DryRun' })).kind, 'allowed');
        await (await server.played).left;
        assert.equal((await send(server.target)).kind, 'lost');
        assert.equal(server.attempts, 2);
      });

      test('whatever the AWS configuration of the machine says about retries', async () => {
        const settings = {
          AWS_MAX_ATTEMPTS: '5',
          AWS_RETRY_MODE: 'adaptive',
          AWS_USE_FIPS_ENDPOINT: 'true',
          AWS_ENDPOINT_URL_LAMBDA: (await unusedTarget()).endpoint,
        };
        const before = { ...process.env };
        Object.assign(process.env, settings);
        try {
          const server = await serve(reset('request'));
          assert.equal((await send(server.target)).kind, 'lost');
          assert.equal(server.attempts, 1);
        } finally {
          for (const name of Object.keys(settings)) delete process.env[name];
          Object.assign(process.env, before);
        }
      });

      test('silence for longer than the function may take', async () => {
        const server = await serve(silence);
        const outcome = await send(server.target, { timeout: 0.1 }, { margin: 50 });
        assert.ok(outcome.kind === 'lost');
        assert.equal(outcome.failure.code, 'ResponseTimeout');
        assert.equal(server.attempts, 1);
        await (await server.played).left;
      });

      test('a header that comes slower than the function may take', async () => {
        const server = await serve(write('HTTP/1.1 200 OK\r\nx-amzn-requ'));
        const outcome = await send(server.target, { timeout: 0.1 }, { margin: 50 });
        assert.ok(outcome.kind === 'lost');
        assert.equal(outcome.failure.code, 'ResponseTimeout');
        assert.equal(server.attempts, 1);
        await (await server.played).left;
      });

      test('silence in the middle of the answer', async () => {
        const server = await serve(write(`${head}content-length: 100\r\n\r\n{"a":`));
        const outcome = await send(server.target, { timeout: 0.1 }, { margin: 50 });
        assert.ok(outcome.kind === 'lost');
        assert.equal(outcome.requestId, requestId);
        assert.equal(server.attempts, 1);
      });
    });

    // Elsewhere the kernel does not tell.
    if (process.platform === 'linux') {
      test('is kept alive by the kernel while the function is silent, so that a dead peer ends it', async () => {
        const server = await serve(silence);
        const cancel = new AbortController();
        const sending = send(server.target, {}, { signal: cancel.signal });
        await server.played;
        const [socket] = server.sockets;
        const port = (socket?.remotePort ?? 0).toString(16).toUpperCase().padStart(4, '0');
        const connections = readFileSync('/proc/net/tcp', 'utf8').split('\n');
        const ours = connections.find((line) => line.split(/\s+/)[2]?.endsWith(`:${port}`));
        // The timer that runs: 02 is the one that probes.
        assert.match(ours?.trim().split(/\s+/)[5] ?? '', /^02:/);
        cancel.abort();
        await sending;
      });
    }

    suite('that is cancelled', () => {
      test('before it is sent is not sent', async () => {
        const server = await serve(silence);
        const outcome = await send(server.target, {}, { signal: AbortSignal.abort() });
        assert.equal(outcome.kind, 'cancelled');
        assert.equal(server.attempts, 0);
      });

      const moments: Record<string, Fault> = {
        'while it connects': { at: 'connection', act: () => undefined },
        'in the middle of the request': { at: 'start', act: (socket) => void socket.pause() },
        'while the function runs': silence,
        'in the middle of the header': write('HTTP/1.1 200 OK\r\nx-amzn-requ'),
        'in the middle of the answer': write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":'),
      };
      for (const [moment, fault] of Object.entries(moments)) {
        test(`${moment} ends at once, closes its connection and is not sent again`, async () => {
          const server = await serve(fault);
          const target = moment === 'while it connects' ? secure(server.target) : server.target;
          const cancel = new AbortController();
          // More than what the connection takes while nobody reads from it.
          const large = fault.at === 'start' ? { payload: Buffer.alloc(20_000_000, ' ') } : {};
          const sending = send(target, large, { signal: cancel.signal });
          const { left } = await server.played;
          cancel.abort();
          assert.equal((await sending).kind, 'cancelled');
          for (const socket of server.sockets) socket.resume();
          await left;
          assert.equal(server.attempts, 1);
        });
      }
    });
  });
}

function secure(target: Target): Target {
  return { ...target, endpoint: target.endpoint?.replace('http:', 'https:') };
}
