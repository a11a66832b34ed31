import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { Execution, RunnableFunction } from '../../../src/local/runtime/executor.ts';
import { type Handlers, startHandlers } from '../../support/handlers.ts';

suite('A streamed answer', () => {
  let handlers: Handlers;

  suiteSetup(async () => {
    handlers = await startHandlers();
  });

  suiteTeardown(() => handlers.close());

  interface Taken {
    readonly contentType: string | undefined;
    readonly started: number;
    readonly text: string;
    readonly size: number;
    readonly execution: Execution;
  }

  async function take(
    run: RunnableFunction,
    event: unknown = {},
    onPart: (text: string) => Promise<void> | void = () => {},
  ): Promise<Taken> {
    const texts: string[] = [];
    const seen = { contentType: undefined as string | undefined, started: 0, size: 0 };
    const execution = await handlers.executor.invoke(run, {
      requestId: randomUUID(),
      payload: Buffer.from(JSON.stringify(event)),
      invokedArn: run.arn,
      stream: {
        start(contentType) {
          seen.contentType = contentType;
          seen.started += 1;
        },
        async write(part) {
          seen.size += part.byteLength;
          if (texts.length < 100) texts.push(Buffer.from(part).toString());
          await onPart(Buffer.from(part.subarray(0, 100)).toString());
        },
      },
    });
    return { ...seen, text: texts.join(''), execution };
  }

  const streaming = (body: string, but?: Partial<RunnableFunction>) =>
    handlers.node(
      `export const handler = awslambda.streamifyResponse(async (event, stream) => { ${body} });`,
      but,
    );

  for (const runtime of ['nodejs22.x', 'nodejs24.x']) {
    test(`is passed on while the handler still runs (${runtime})`, async () => {
      const waiting = Promise.withResolvers<ServerResponse>();
      const gate = createServer((_request, response) => waiting.resolve(response));
      gate.listen(0, '127.0.0.1');
      await once(gate, 'listening');
      const run = await streaming(
        `stream.setContentType('text/plain');
        stream.write('first ');
        await fetch(event.gate);
        stream.write('last');
        stream.end();`,
        { runtime },
      );
      const port = Object(gate.address()).port;
      const taken = await take(run, { gate: `http://127.0.0.1:${port}` }, async (text) => {
        if (text === 'first ') (await waiting.promise).end();
      });
      gate.close();
      assert.equal(taken.text, 'first last');
      assert.equal(taken.contentType, 'text/plain');
      assert.equal(taken.started, 1);
      assert.equal(taken.execution.functionError, undefined);
      assert.equal(taken.execution.payload.byteLength, 0);
    });

    test(`that breaks off has its error in the execution (${runtime})`, async () => {
      const run = await streaming(`stream.write('begun'); throw new TypeError('in the midst');`, {
        runtime,
      });
      const { text, execution } = await take(run);
      assert.equal(text, 'begun');
      assert.equal(execution.functionError, 'Unhandled');
      const error: unknown = JSON.parse(Buffer.from(execution.payload).toString());
      assert.equal(Object(error).errorType, 'TypeError');
      assert.equal(Object(error).errorMessage, 'in the midst');
    });

    test(`that fails before its first part has its error too (${runtime})`, async () => {
      const run = await streaming(`throw new Error('at once');`, { runtime });
      for (const _ of ['cold', 'warm']) {
        const { text, execution } = await take(run);
        assert.equal(text, '');
        assert.match(Buffer.from(execution.payload).toString(), /"errorMessage":"at once"/);
      }
    });
  }

  test('is taken no faster than its parts are written', async () => {
    const run = await streaming(
      `const part = 'x'.repeat(65536);
      for (let i = 0; i < 160; i += 1) {
        if (!stream.write(part)) await new Promise((resolve) => stream.once('drain', resolve));
      }
      stream.end();`,
    );
    let underWay = 0;
    let most = 0;
    const { size } = await take(run, {}, async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
    });
    assert.equal(size, 160 * 65536);
    assert.equal(most, 1);
  });

  test('ends at 200 MB with the error of AWS', async () => {
    const run = await streaming(
      `const part = Buffer.alloc(1024 * 1024);
      for (let i = 0; i < 201; i += 1) {
        if (!stream.write(part)) await new Promise((resolve) => stream.once('drain', resolve));
      }
      stream.end();`,
      { timeout: 60 },
    );
    const { size, execution } = await take(run);
    assert.equal(size, 200 * 1024 * 1024);
    assert.equal(execution.functionError, 'Unhandled');
    assert.deepEqual(JSON.parse(Buffer.from(execution.payload).toString()), {
      errorMessage:
        'Response payload size exceeded maximum allowed payload size (209715200 bytes).',
      errorType: 'Function.ResponseSizeTooLarge',
    });
  });

  test('is cut by the time-out and by the end of the process', async () => {
    const hanging = await streaming(`stream.write('begun'); await new Promise(() => {});`, {
      timeout: 1,
    });
    const late = await take(hanging);
    assert.equal(late.text, 'begun');
    assert.match(Buffer.from(late.execution.payload).toString(), /Task timed out after 1.00/);

    const exiting = await streaming(
      `await new Promise((resolve) => stream.write('begun', resolve)); process.exit(3);`,
    );
    const { execution } = await take(exiting);
    assert.match(Buffer.from(execution.payload).toString(), /exit status 3/);
  });

  test('comes from any runtime that speaks the Runtime API', async () => {
    const bootstrap = `#!${process.execPath}
      const base = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/invocation/';
      (async () => {
        for (;;) {
          const next = await fetch(base + 'next');
          const id = next.headers.get('lambda-runtime-aws-request-id');
          await next.text();
          const parts = (async function* () { yield 'own '; yield 'runtime'; })();
          await fetch(base + id + '/response', {
            method: 'POST',
            headers: {
              'lambda-runtime-function-response-mode': 'streaming',
              'content-type': 'text/own',
            },
            duplex: 'half',
            body: ReadableStream.from(parts).pipeThrough(new TextEncoderStream()),
          });
        }
      })();`;
    const run = await handlers.add({ bootstrap }, { runtime: 'provided.al2023' });
    const taken = await take(run);
    assert.equal(taken.text, 'own runtime');
    assert.equal(taken.contentType, 'text/own');
    assert.equal((await handlers.invoke(run)).text, 'own runtime');
  });

  test('is not made of a whole one', async () => {
    const run = await handlers.node('export const handler = async () => ({ whole: true });');
    const { started, execution } = await take(run);
    assert.equal(started, 0);
    assert.equal(Buffer.from(execution.payload).toString(), '{"whole":true}');
  });
});
