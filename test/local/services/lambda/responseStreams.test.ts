import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import {
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCommandInput,
  type InvokeWithResponseStreamResponseEvent,
} from '@aws-sdk/client-lambda';
import { listen } from '../../../support/listen.ts';
import { localClients, refusalOf } from '../../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../../support/localEndpoint.ts';
import { createNodeFunctions } from '../../../support/nodeFunctions.ts';

suite('InvokeWithResponseStream of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let clients: ReturnType<typeof localClients>;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    clients = localClients(endpoint);
    await createNodeFunctions(clients, {
      streaming: `
        export const handler = awslambda.streamifyResponse(async (event, stream) => {
          stream.write('first ');
          if (event.gate) await fetch(event.gate).catch(() => {});
          if (event.fail) throw new RangeError('in the midst');
          console.log('was here');
          await new Promise((sent) => stream.write(event.large ? 'x'.repeat(event.large) : 'last', sent));
          if (event.end) await fetch(event.end);
          stream.end();
        });`,
      buffered: `export const handler = async (event) => {
        if (event.fail) throw new Error('no');
        return event.large ? 'y'.repeat(event.large) : event;
      };`,
    });
  });

  suiteTeardown(() => endpoint.stop());

  async function invoke(input: Partial<InvokeWithResponseStreamCommandInput>) {
    const command = new InvokeWithResponseStreamCommand({ FunctionName: 'streaming', ...input });
    const output = await clients.lambda.send(command);
    const events: InvokeWithResponseStreamResponseEvent[] = [];
    for await (const event of output.EventStream ?? []) events.push(event);
    const text = events
      .map(({ PayloadChunk }) => Buffer.from(PayloadChunk?.Payload ?? []).toString())
      .join('');
    return { output, events, text, complete: events.at(-1)?.InvokeComplete };
  }

  const payload = (event: unknown) => Buffer.from(JSON.stringify(event));

  test('answers chunk by chunk, then that it is complete', async () => {
    const { output, events, text, complete } = await invoke({});
    assert.equal(output.StatusCode, 200);
    assert.equal(output.ExecutedVersion, '$LATEST');
    assert.equal(output.ResponseStreamContentType, 'application/vnd.amazon.eventstream');
    assert.equal(text, 'first last');
    assert.deepEqual(complete, {});
    assert.equal(events.filter(({ InvokeComplete }) => InvokeComplete !== undefined).length, 1);
  });

  test('sends the first chunk while the handler still runs', async () => {
    const gate = await openGate();
    const { EventStream } = await clients.lambda.send(
      new InvokeWithResponseStreamCommand({
        FunctionName: 'streaming',
        Payload: payload({ gate: gate.url }),
      }),
    );
    const texts: string[] = [];
    for await (const { PayloadChunk } of EventStream ?? []) {
      if (texts.length === 0) (await gate.waiting).end();
      if (PayloadChunk) texts.push(Buffer.from(PayloadChunk.Payload ?? []).toString());
    }
    gate.close();
    assert.deepEqual(texts, ['first ', 'last']);
  });

  test('lets the function run on when its client goes away', async () => {
    const [gate, end] = [await openGate(), await openGate()];
    const controller = new AbortController();
    const { EventStream } = await clients.lambda.send(
      new InvokeWithResponseStreamCommand({
        FunctionName: 'streaming',
        Payload: payload({ gate: gate.url, large: 5_000_000, end: end.url }),
      }),
      { abortSignal: controller.signal },
    );
    const waiting = await gate.waiting;
    const broken = (async () => {
      for await (const _ of EventStream ?? []) controller.abort();
    })();
    await assert.rejects(broken);
    waiting.end();
    (await end.waiting).end();
    gate.close();
    end.close();
  });

  test('tells the error of a handler that fails in the midst, with the log', async () => {
    const { text, complete } = await invoke({ Payload: payload({ fail: true }), LogType: 'Tail' });
    assert.equal(text, 'first ');
    assert.equal(complete?.ErrorCode, 'Unhandled');
    const details: unknown = JSON.parse(complete?.ErrorDetails ?? '');
    assert.equal(Object(details).errorType, 'RangeError');
    assert.match(Buffer.from(complete?.LogResult ?? '', 'base64').toString(), /REPORT RequestId/);
  });

  test('gives the whole answer of a handler that does not stream', async () => {
    const { text } = await invoke({ FunctionName: 'buffered', Payload: payload({ a: 1 }) });
    assert.equal(text, '{"a":1}');
    const large = await invoke({ FunctionName: 'buffered', Payload: payload({ large: 200_000 }) });
    assert.equal(large.text.length, 200_002);
    const failed = await invoke({ FunctionName: 'buffered', Payload: payload({ fail: true }) });
    assert.equal(failed.text, '');
    assert.equal(failed.complete?.ErrorCode, 'Unhandled');
  });

  test('is what a buffered Invoke receives in one piece', async () => {
    const { Payload } = await clients.lambda.send(new InvokeCommand({ FunctionName: 'streaming' }));
    assert.equal(Buffer.from(Payload ?? []).toString(), 'first last');
  });

  test('checks and runs nothing as a DryRun', async () => {
    const { output, events } = await invoke({ InvocationType: 'DryRun' });
    assert.equal(output.StatusCode, 204);
    assert.equal(events.length, 0);
  });

  test('is refused as Invoke is', async () => {
    assert.deepEqual(await refusalOf(invoke({ FunctionName: 'nobody' })), {
      name: 'ResourceNotFoundException',
      message: `Function not found: arn:aws:lambda:${endpoint.region}:${endpoint.accountId}:function:nobody:$LATEST`,
      status: 404,
    });
    const { name, status } = await refusalOf(invoke({ Payload: Buffer.from('{') }));
    assert.deepEqual([name, status], ['InvalidRequestContentException', 400]);
  });
});

/** Where a handler waits until a test lets it go on. */
async function openGate(): Promise<{
  readonly url: string;
  readonly waiting: Promise<ServerResponse>;
  close(): void;
}> {
  const waiting = Promise.withResolvers<ServerResponse>();
  const server = createServer((_request, response) => waiting.resolve(response));
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    waiting: waiting.promise,
    close: () => server.close(),
  };
}
