import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createInvocationClient } from '../../src/aws/clients.ts';
import type { InvokeRequest, Outcome } from '../../src/aws/outcome.ts';
import { invokeStreaming } from '../../src/aws/streamedInvocation.ts';
import type { Target } from '../../src/aws/target.ts';
import { removeKept } from '../../src/payload/keptFile.ts';
import {
  chunk,
  invokeComplete,
  payloadChunk,
  streamedAnswer,
  streamHead,
} from '../support/eventStream.ts';
import {
  answer,
  type Fault,
  type FaultServer,
  lambdaError,
  requestId,
  startFaultServer,
  unusedTarget,
  writeAndEnd,
} from '../support/faultServer.ts';
import { listen } from '../support/listen.ts';

const request: InvokeRequest = {
  functionName: 'orders',
  type: 'RequestResponse',
  payload: Buffer.from('{"id":12345678901234567890}\n'),
};

/** Of a chunked body. */
const end = Buffer.from('0\r\n\r\n');
const megabyte = 1024 * 1024;

suite('A streamed invocation', () => {
  const servers: FaultServer[] = [];

  teardown(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  async function serve(...faults: Fault[]): Promise<FaultServer> {
    const server = await startFaultServer(...faults);
    servers.push(server);
    return server;
  }

  function send(
    target: Target,
    changes: Partial<InvokeRequest> = {},
    onPart: (part: Uint8Array) => void = () => undefined,
    signal?: AbortSignal,
  ): Promise<Outcome> {
    const client = createInvocationClient(target, { streamed: true });
    return invokeStreaming(client, target, { ...request, ...changes }, onPart, { signal });
  }

  async function answered(server: FaultServer) {
    const outcome = await send(server.target);
    assert.ok(outcome.kind === 'answered', JSON.stringify(outcome));
    return outcome;
  }

  test('sends the very bytes of the payload and puts the parts together', async () => {
    const log = Buffer.from('START\nREPORT\n').toString('base64');
    const parts = ['{"n":', '0.10000000000000000001,', '"é":"\u{1f600}"}'];
    const server = await serve(
      streamedAnswer(...parts.map(payloadChunk), invokeComplete({ LogResult: log })),
    );
    const seen: string[] = [];
    const outcome = await send(
      server.target,
      { qualifier: 'live', clientContext: '{}', tenantId: 'blue' },
      (part) => seen.push(Buffer.from(part).toString()),
    );
    assert.ok(outcome.kind === 'answered');
    assert.deepEqual(seen, parts);
    assert.equal(text(outcome.payload), parts.join(''));
    assert.equal(outcome.functionError, undefined);
    assert.equal(outcome.requestId, requestId);
    assert.equal(outcome.executedVersion, '7');
    assert.equal(String(outcome.log), 'START\nREPORT\n');
    assert.equal(outcome.stream?.size, Buffer.byteLength(parts.join('')));
    assert.equal(outcome.stream.file, undefined);
    assert.equal(server.attempts, 1);
    const [sent] = server.requests;
    assert.deepEqual(sent?.body, request.payload);
    assert.match(sent?.head ?? '', /^POST \/2021-11-15\/functions\/orders\/response-streaming-/);
    assert.match(sent?.head ?? '', /\?Qualifier=live /);
    for (const header of ['x-amz-log-type: Tail', 'x-amz-tenant-id: blue', 'connection: close']) {
      assert.match(sent?.head ?? '', new RegExp(`^${header}\\r?$`, 'im'));
    }
  });

  test('hands over each part as it comes, long before the end', async () => {
    const { promise: seen, resolve: onSeen } = Promise.withResolvers<void>();
    const server = await serve({
      at: 'request',
      act: (socket) => {
        socket.write(streamHead);
        socket.write(chunk(payloadChunk('first')));
        void seen.then(() => socket.end(Buffer.concat([chunk(invokeComplete()), end])));
      },
    });
    const outcome = await send(server.target, {}, () => onSeen());
    assert.ok(outcome.kind === 'answered');
    assert.equal(text(outcome.payload), 'first');
  });

  test('takes events that are cut anywhere on their way', async () => {
    const bytes = Buffer.concat([payloadChunk('one'), payloadChunk('two'), invokeComplete()]);
    const crumbs = [...bytes].map((byte) => chunk(Uint8Array.of(byte)));
    const server = await serve(
      writeAndEnd(Buffer.concat([Buffer.from(streamHead), ...crumbs, end])),
    );
    assert.equal(text((await answered(server)).payload), 'onetwo');
  });

  test('that answers nothing at all is a success', async () => {
    const outcome = await answered(await serve(streamedAnswer(invokeComplete())));
    assert.equal(outcome.payload.length, 0);
    assert.equal(outcome.stream?.firstPart, undefined);
  });

  test('has failed when its last event says so, whatever was sent before', async () => {
    const details = '{"errorType":"TypeError","errorMessage":"bad","trace":["TypeError: bad"]}';
    const outcome = await answered(
      await serve(
        streamedAnswer(
          payloadChunk('half'),
          invokeComplete({ ErrorCode: 'Unhandled', ErrorDetails: details }),
        ),
      ),
    );
    assert.equal(outcome.functionError, 'Unhandled');
    assert.equal(outcome.stream?.errorDetails, details);
    assert.equal(text(outcome.payload), 'half');
  });

  test('by a dry run runs nothing', async () => {
    const server = await serve(answer(204, { 'x-amzn-requestid': requestId }));
    const outcome = await send(server.target, { type: 'DryRun' });
    assert.ok(outcome.kind === 'allowed', JSON.stringify(outcome));
    assert.equal(outcome.requestId, requestId);
    assert.match(server.requests[0]?.head ?? '', /^x-amz-invocation-type: DryRun\r$/im);
  });

  test('is sent once more without the log where that was refused, and says so', async () => {
    const refusal = lambdaError(400, 'InvalidParameterValueException', {
      message: 'Tail logs are not supported for functions on managed instances.',
    });
    const server = await serve(refusal, streamedAnswer(payloadChunk('x'), invokeComplete()));
    assert.equal((await answered(server)).logRefused, true);
    assert.equal(server.attempts, 2);
    assert.doesNotMatch(server.requests[1]?.head ?? '', /x-amz-log-type/i);
  });

  suite('may have run, and is not sent again, when', () => {
    const broken = payloadChunk('broken');
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    const whole = (body: Uint8Array) =>
      writeAndEnd(Buffer.concat([Buffer.from(streamHead), chunk(body), end]));
    const cases: Record<string, [fault: Fault, message: RegExp]> = {
      'the stream ends without its last event': [
        streamedAnswer(payloadChunk('half')),
        /was lost before the answer was complete/,
      ],
      'an event is cut': [whole(payloadChunk('half').subarray(0, 20)), /answer cannot be read$/],
      'an event is damaged': [whole(broken), /answer cannot be read$/],
      'it is no stream of events': [
        whole(Buffer.from('<html>Hello</html>')),
        /answer cannot be read$/,
      ],
      'a later event is damaged': [
        whole(Buffer.concat([payloadChunk('fine'), broken])),
        /the answer of http:.* cannot be read$/,
      ],
      'it is another kind of answer': [answer(200, {}, '{"a":1}'), /answer cannot be read$/],
    };
    for (const [what, [fault, message]] of Object.entries(cases)) {
      test(what, async () => {
        const server = await serve(fault);
        const outcome = await send(server.target);
        assert.ok(outcome.kind === 'lost', JSON.stringify(outcome));
        assert.match(outcome.failure.message, message);
        assert.equal(server.attempts, 1);
      });
    }
  });

  test('that is cancelled between two parts closes its connection and shows nothing more', async () => {
    const server = await serve({
      at: 'request',
      act: (socket) => {
        socket.write(streamHead);
        socket.write(chunk(payloadChunk('first')));
      },
    });
    const cancel = new AbortController();
    let parts = 0;
    const outcome = await send(
      server.target,
      {},
      () => {
        parts += 1;
        cancel.abort();
      },
      cancel.signal,
    );
    assert.equal(outcome.kind, 'cancelled');
    await (await server.played).left;
    assert.equal(parts, 1);
    assert.equal(server.attempts, 1);
  });

  test('of 20 MB goes to a file, byte for byte', async () => {
    const part = Buffer.alloc(1_000_000, 'abcdefghij\n');
    const events = Array.from({ length: 20 }, () => payloadChunk(part));
    const outcome = await answered(await serve(streamedAnswer(...events, invokeComplete())));
    const { file, size } = outcome.stream ?? {};
    assert.equal(size, 20_000_000);
    assert.ok(file !== undefined);
    const kept = await readFile(file);
    assert.equal(hash(kept), hash(Buffer.concat(Array.from({ length: 20 }, () => part))));
    assert.deepEqual(outcome.payload, Uint8Array.from(kept.subarray(0, outcome.payload.length)));
    removeKept(file);
    assert.equal(existsSync(file), false);
  });

  test('of 200 MB leaves the memory of its process bounded', async () => {
    const server = createServer((incoming, response) => {
      incoming.resume();
      response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
      void writeAll(response).then(() => response.end(invokeComplete()));
    });
    const port = await listen(server);
    const target = { ...(await unusedTarget()), endpoint: `http://127.0.0.1:${port}` };
    const script = join(import.meta.dirname, '../support/streamReader.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [
      script,
      JSON.stringify(target),
    ]);
    server.close();
    const { size, inFile, growth }: Record<string, number> = JSON.parse(stdout);
    assert.equal(size, 200 * megabyte);
    assert.equal(inFile, size);
    assert.ok((growth ?? 0) < 120 * megabyte, `${growth} bytes more`);
  });
});

async function writeAll(response: NodeJS.WritableStream): Promise<void> {
  const event = payloadChunk(Buffer.alloc(65_536, 'x'));
  for (let part = 0; part < 200 * 16; part += 1) {
    if (!response.write(event)) await once(response, 'drain');
  }
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
