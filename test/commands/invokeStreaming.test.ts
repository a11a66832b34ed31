import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CreateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import { cancelInvocation } from '../../src/commands/cancelInvocation.ts';
import { comparePrevious } from '../../src/commands/comparePrevious.ts';
import { invokeAgain } from '../../src/commands/invokeAgain.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { invokeWithOptions } from '../../src/commands/invokeWithOptions.ts';
import { openResponse } from '../../src/commands/openResponse.ts';
import { saveResponse } from '../../src/commands/saveResponse.ts';
import { formatReport } from '../../src/views/report.ts';
import { functionMaker } from '../support/functions.ts';
import { localClients } from '../support/localClients.ts';
import { choose, chooseFile } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const source = `
import { setTimeout as delay } from 'node:timers/promises';
export const handler = awslambda.streamifyResponse(async ({ parts = [], pause = 0, fail, hang, size, head }, stream) => {
  if (head) stream = awslambda.HttpResponseStream.from(stream, head);
  for (const part of parts) { stream.write(part); await delay(pause); }
  if (size) for (let sent = 0; sent < size; sent += 100_000) {
    if (!stream.write('x'.repeat(100_000))) await new Promise((go) => stream.once('drain', go));
  }
  if (hang) await delay(60_000);
  if (fail) throw new TypeError(fail);
  stream.end();
});`;

suite('invoking with the answer in parts', () => {
  let bench: TestBench;
  let opened: TestApp;

  suiteSetup(async () => {
    bench = await startTestBench();
    const clients = localClients(bench.endpoint);
    const make = await functionMaker(clients);
    for (const name of ['streams', 'byUrl']) await make(name, { 'index.mjs': source });
    await make('whole', { 'index.mjs': 'export const handler = async (event) => event;' });
    await clients.lambda.send(
      new CreateFunctionUrlConfigCommand({
        ...{ FunctionName: 'byUrl', AuthType: 'AWS_IAM', InvokeMode: 'RESPONSE_STREAM' },
      }),
    );
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    opened.app.invocations.dispose();
    return opened.finish(this.currentTest);
  });

  async function stream(event: object, functionName = 'streams'): Promise<void> {
    const payload = await opened.write('event.json', JSON.stringify(event));
    opened.prompts.expect(
      choose(/How is .* invoked/, 'Request and response, streamed'),
      choose(/Client context/, 'None'),
    );
    await invokeWithOptions(opened.app, { payload, functionName });
  }
  const texts = () => opened.shown.parts.map(({ text }) => text);
  function answered() {
    const { outcome } = opened.shown.results.at(-1) ?? {};
    assert.ok(outcome?.kind === 'answered', JSON.stringify(outcome));
    return outcome;
  }
  function block(): string {
    const report = opened.shown.results.at(-1);
    assert.ok(report);
    return formatReport(report);
  }

  test('shows them as they come, then how it ended, once', async () => {
    await stream({ parts: ['{"a":', '1}'], pause: 100 });
    assert.deepEqual(texts(), ['{"a":', '1}']);
    assert.equal(opened.shown.parts[0]?.head.streamed, true);
    assert.equal(Buffer.from(answered().payload).toString(), '{"a":1}');
    assert.match(block(), /RequestResponse, streamed\n✔ {2}200 in .* · first byte after /);
    assert.match(block(), /REPORT RequestId: /);
    await invokeAgain(opened.app);
    assert.equal(texts().length, 4);
  });

  test('works for a function that does not stream', async () => {
    await stream({ hello: 'there' }, 'whole');
    assert.deepEqual(texts(), ['{"hello":"there"}']);
  });

  test('follows the function URL where its mode is known, else the hand', async () => {
    const payload = await opened.write('event.json', '{"parts":["a"]}');
    const target = { payload, functionName: 'byUrl' };
    await invokePayload(opened.app, target);
    assert.deepEqual(texts(), [], 'nothing was known, and nothing is waited for');
    while (!bench.account.functions.knownUrlMode('byUrl')) await delay(10);
    await invokePayload(opened.app, target);
    assert.deepEqual(texts(), ['a']);
    opened.prompts.expect(
      choose(/How is byUrl invoked/, 'Request and response, streamed', {
        shows: /as the function URL/,
      }),
      choose(/Client context/, 'None'),
      choose(/How is byUrl invoked/, 'Request and response'),
      choose(/Client context/, 'None'),
    );
    await invokeWithOptions(opened.app, target);
    assert.deepEqual(texts(), ['a', 'a']);
    await invokeWithOptions(opened.app, target);
    assert.deepEqual(texts(), ['a', 'a']);
    assert.equal(Buffer.from(answered().payload).toString(), 'a');
  });

  test('is not tried by itself where the endpoint is known not to stream', async () => {
    const { functions } = bench.account;
    const account = {
      ...bench.account,
      limits: new Map([['stream', 'It does not stream answers.']] as const),
      functions: { ...functions, knownUrlMode: () => 'RESPONSE_STREAM' as const },
    };
    const connection = { ...opened.app.connection, account: async () => account };
    const app = { ...opened.app, connection };
    await invokePayload(app, { payload: null, functionName: 'whole' });
    assert.deepEqual(texts(), []);
    assert.equal(answered().status, 200);
  });

  test('a function that fails in the midst looks failed, and all of its error opens', async () => {
    await stream({ parts: ['half'], fail: 'bad thing' });
    assert.equal(answered().functionError, 'Unhandled');
    assert.match(block(), /✖ {2}function error \(Unhandled\) in /);
    assert.match(block(), /── error\nTypeError: bad thing\n {4}at .*index\.mjs/);
    assert.match(block(), /── response · 4 bytes/);
    await openResponse(opened.app, { id: 1, part: 'error' });
    assert.match(String(opened.shown.responses[0]?.content), /"errorMessage": "bad thing"/);
    assert.equal(opened.shown.responses[0]?.name, 'streams error.json');
    opened.prompts.expect(choose(/Which part/, 'The whole response', { shows: /4 bytes/ }));
    await openResponse(opened.app);
    assert.equal(Buffer.from(opened.shown.responses[1]?.content ?? []).toString(), 'half');
    await stream({ fail: 'another' });
    await comparePrevious(opened.app);
    const [difference] = opened.shown.differences;
    assert.match(String(difference?.left.content), /bad thing/);
    assert.match(String(difference?.right.content), /another/);
    assert.equal(difference?.left.name, 'streams previous error.json');
  });

  test('a head for the URL is parted from its body', async () => {
    await stream({
      head: { statusCode: 201, headers: { 'content-type': 'text/html' } },
      parts: ['<p>'],
    });
    assert.match(block(), /── response, its head · .*JSON\n\{\n {2}"statusCode": 201/);
    assert.match(block(), /── body, decoded · 3 bytes · text\n<p>/);
    await openResponse(opened.app, { id: 1, part: 'body' });
    assert.equal(opened.shown.responses[0]?.name, 'streams body.html');
  });

  test('cancelling in the midst ends the wait at once', async () => {
    const streaming = stream({ parts: ['first'], hang: true });
    while (texts().length === 0) await delay(10);
    cancelInvocation(opened.app);
    await streaming;
    assert.equal(opened.shown.results.at(-1)?.outcome.kind, 'cancelled');
    assert.match(block(), /■ {2}stopped waiting after/);
  });

  test('a large answer is in a file, which opens, is saved, and goes away at last', async () => {
    await stream({ size: 10_000_000 });
    const { file } = answered().stream ?? {};
    assert.ok(file !== undefined);
    assert.equal((await stat(file)).size, 10_000_000);
    assert.equal((await stat(file)).mode & 0o077, 0);
    assert.match(block(), /── response · 10,000,000 bytes · text/);
    assert.match(block(), /… cut after 262,144 characters: Open Response #1 shows it whole/);
    await openResponse(opened.app, { id: 1 });
    const [shown = ''] = opened.shown.opened;
    assert.match(shown, /whole\.txt$/);
    assert.equal((await readFile(shown, 'utf8')).length, 10_000_000);
    const saved = join(opened.folder, 'kept.txt');
    opened.prompts.expect(chooseFile('Save Response', saved, { offered: 'streams response.txt' }));
    await saveResponse(opened.app);
    assert.equal((await stat(saved)).size, 10_000_000);
    await assert.rejects(async () => {
      await stream({ size: 10_000_000 });
      await comparePrevious(opened.app);
    }, /too large to be compared here/);
    for (let more = 0; more < 10; more += 1) await stream({ parts: ['x'] });
    assert.equal(existsSync(file), false);
    assert.equal(existsSync(shown), false);
  });
});
