import assert from 'node:assert/strict';
import type { InvokeRequest, Outcome, Target } from '../../src/aws/account.ts';
import { createInvocationClient } from '../../src/aws/clients.ts';
import { invoke } from '../../src/aws/invocation.ts';
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

const payload = Buffer.from('{"id":12345678901234567890,"z":1,"a":"\\u00e9"}\n');
const request: InvokeRequest = { functionName: 'orders', type: 'RequestResponse', payload };

function send(
  target: Target,
  changes: Partial<InvokeRequest> = {},
  options: { signal?: AbortSignal; margin?: number; connecting?: number } = {},
): Promise<Outcome> {
  const { connecting, signal, margin } = options;
  const client = createInvocationClient(target, connecting === undefined ? {} : { connecting });
  return invoke(client, target, { ...request, ...changes }, signal, margin);
}

suite('An invocation', () => {
  const servers: FaultServer[] = [];

  teardown(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  async function serve(...faults: Fault[]): Promise<FaultServer> {
    const server = await startFaultServer(...faults);
    servers.push(server);
    return server;
  }

  suite('that is answered', () => {
    test('sends the very bytes of the payload and yields the very bytes of the answer', async () => {
      const body = '{"n": 0.10000000000000000001, "b":1,\r\n"a":2}';
      const log = Buffer.from('START\nREPORT\n');
      const server = await serve(
        answer(
          200,
          {
            'x-amzn-requestid': requestId,
            'x-amz-executed-version': '7',
            'x-amz-log-result': log.toString('base64'),
          },
          body,
        ),
      );
      const outcome = await send(server.target, { qualifier: 'live' });
      assert.ok(outcome.kind === 'answered');
      assert.equal(Buffer.from(outcome.payload).toString(), body);
      assert.equal(outcome.status, 200);
      assert.equal(outcome.executedVersion, '7');
      assert.equal(outcome.requestId, requestId);
      assert.equal(outcome.functionError, undefined);
      assert.equal(outcome.logRefused, undefined);
      assert.deepEqual(Buffer.from(outcome.log ?? []), log);
      assert.equal(server.attempts, 1);
      const [sent] = server.requests;
      assert.deepEqual(sent?.body, payload);
      assert.match(
        sent?.head ?? '',
        /^POST \/2015-03-31\/functions\/orders\/invocations\?Qualifier=live /,
      );
      assert.match(sent?.head ?? '', /^x-amz-log-type: Tail\r$/im);
      assert.match(sent?.head ?? '', /^connection: close\r?$/im);
    });

    test('sends an empty payload as an empty body', async () => {
      const server = await serve(answer(200, {}, 'null'));
      const outcome = await send(server.target, { payload: new Uint8Array() });
      assert.equal(outcome.kind, 'answered');
      assert.equal(server.requests[0]?.body.length, 0);
    });

    test('tells a function error from a success', async () => {
      const server = await serve(
        answer(200, { 'x-amz-function-error': 'Unhandled' }, '{"errorType":"Error"}'),
      );
      const outcome = await send(server.target);
      assert.ok(outcome.kind === 'answered');
      assert.equal(outcome.functionError, 'Unhandled');
    });

    test('takes an answer of 6 MB whole, also when it is longer than one packet', async () => {
      const body = Buffer.alloc(6 * 1024 * 1024, 'é');
      const server = await serve(answer(200, {}, body));
      const outcome = await send(server.target);
      assert.ok(outcome.kind === 'answered');
      assert.equal(Buffer.compare(outcome.payload, body), 0);
    });

    test('is queued as an event without asking for the log', async () => {
      const server = await serve(answer(202, { 'x-amzn-requestid': requestId }));
      const outcome = await send(server.target, { type: 'Event' });
      assert.ok(outcome.kind === 'queued');
      assert.equal(outcome.requestId, requestId);
      assert.doesNotMatch(server.requests[0]?.head ?? '', /x-amz-log-type/i);
      assert.match(server.requests[0]?.head ?? '', /^x-amz-invocation-type: Event\r$/im);
    });

    test('is allowed by a dry run', async () => {
      const server = await serve(answer(204, {}));
      assert.equal((await send(server.target, { type: 'DryRun' })).kind, 'allowed');
    });

    test('has run when an endpoint that knows no dry run answers 200', async () => {
      const server = await serve(answer(200, {}, '"done"'));
      assert.equal((await send(server.target, { type: 'DryRun' })).kind, 'answered');
    });
  });

  suite('whose log is refused', () => {
    const refusals: Record<string, Fault> = {
      'by an endpoint that does not implement it': lambdaError(501, 'NotImplemented', {
        message: 'LogType is not implemented',
      }),
      'by a function on managed instances': lambdaError(400, 'InvalidParameterValueException', {
        Type: 'User',
        message: 'Tail logs are not supported for functions on managed instances.',
      }),
    };
    for (const [who, refusal] of Object.entries(refusals)) {
      test(`${who} is sent once more without asking for it, and says so`, async () => {
        const server = await serve(refusal, answer(200, {}, '"done"'));
        const outcome = await send(server.target);
        assert.ok(outcome.kind === 'answered');
        assert.equal(outcome.logRefused, true);
        assert.equal(server.attempts, 2);
        assert.deepEqual(server.requests[1]?.body, payload);
        assert.doesNotMatch(server.requests[1]?.head ?? '', /x-amz-log-type/i);
      });
    }

    test('and is refused again ends there', async () => {
      const server = await serve(lambdaError(501, 'NotImplemented', { message: 'No.' }));
      const outcome = await send(server.target);
      assert.ok(outcome.kind === 'notInvoked');
      assert.equal(outcome.mayRetry, true);
      assert.equal(server.attempts, 2);
    });

    test('is not sent again when it was an event, which asks for no log', async () => {
      const server = await serve(lambdaError(501, 'NotImplemented', { message: 'No.' }));
      assert.equal((await send(server.target, { type: 'Event' })).kind, 'notInvoked');
      assert.equal(server.attempts, 1);
    });
  });

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
      const target = { ...(await unusedTarget()), endpoint: 'http://nobody.invalid' };
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

    test('silence in the middle of the answer', async () => {
      const server = await serve(write(`${head}content-length: 100\r\n\r\n{"a":`));
      const outcome = await send(server.target, { timeout: 0.1 }, { margin: 50 });
      assert.ok(outcome.kind === 'lost');
      assert.equal(outcome.requestId, requestId);
      assert.equal(server.attempts, 1);
    });
  });

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

function secure(target: Target): Target {
  return { ...target, endpoint: target.endpoint?.replace('http:', 'https:') };
}
