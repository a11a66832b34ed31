import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { packaging } from '../../src/aws/packaging/packer.ts';
import { compareFile } from '../../src/commands/compareFile.ts';
import { comparePrevious } from '../../src/commands/comparePrevious.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { openResponse } from '../../src/commands/openResponse.ts';
import { saveResponse } from '../../src/commands/saveResponse.ts';
import { formatReport } from '../../src/views/report.ts';
import { choose, chooseFile, dismiss } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

/** Answers with what the event holds: a value, an API's answer, or an error. */
const source = `export const handler = async ({ answer, error, bytes }) => {
  if (error) throw new Error(error);
  if (!bytes) return answer;
  return { statusCode: 200, headers: { 'content-type': 'image/gif' }, isBase64Encoded: true, body: bytes };
};`;
const gif = Buffer.from('47494638396101000100', 'hex');

suite('responses as documents', () => {
  let bench: TestBench;
  let opened: TestApp;

  suiteSetup(async () => {
    bench = await startTestBench();
    const role = (await bench.account.roles.create({ name: 'runs', description: '' })).arn;
    const maker = await bench.open();
    const path = await maker.write('index.mjs', source);
    const { zip } = await packaging.pack({ path });
    for (const name of ['orders', 'others']) {
      await bench.account.functions.create({
        ...{ name, description: '', runtime: 'nodejs24.x', handler: 'index.handler' },
        ...{ role, memory: 128, timeout: 10, zip },
      });
    }
    await maker.finish();
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  async function invoke(event: object, functionName = 'orders', file = 'event.json') {
    const payload = await opened.write(file, JSON.stringify(event));
    await invokePayload(opened.app, { payload, functionName });
  }

  const text = (document: { content: Uint8Array } | undefined) => String(document?.content);

  test('an image in the body opens as an image, by its link or after a question', async () => {
    await invoke({ bytes: gif.toString('base64') });
    const [report] = opened.shown.results;
    assert.ok(report);
    assert.match(formatReport(report), /Not text: Open Body #1 opens it/);
    await openResponse(opened.app, { id: 1, part: 'body' });
    opened.prompts.expect(
      choose(/Which part/, 'Its body, decoded', { shows: /gif, 10 bytes/ }),
      choose(/Which part/, 'The whole response'),
    );
    await openResponse(opened.app);
    await openResponse(opened.app);
    assert.deepEqual(
      opened.shown.responses.map(({ name }) => name),
      ['orders body.gif', 'orders body.gif', 'orders response.json'],
    );
    assert.deepEqual(opened.shown.responses[0]?.content, gif);
  });

  test('a PDF opens as one, or says what is missing for that', async () => {
    await invoke({ bytes: Buffer.from('%PDF-1.7\n').toString('base64') });
    await openResponse(opened.app, { id: 1, part: 'body' });
    assert.equal(opened.shown.responses[0]?.name, 'orders body.pdf');
    const [message] = opened.shown.messages;
    assert.match(message?.text ?? '', /does not show PDF files by itself/);
    const [save] = message?.fixes ?? [];
    assert.equal(save?.command, 'lambdaBench.saveResponse');
    const path = join(opened.folder, 'kept.pdf');
    opened.prompts.expect(chooseFile('Save Response', path, { offered: 'orders body.pdf' }));
    await saveResponse(opened.app, save?.arguments?.[0]);
    assert.equal(await readFile(path, 'utf8'), '%PDF-1.7\n');
    const show = { ...opened.shown, hasEditorFor: () => true };
    await openResponse({ ...opened.app, show }, { id: 1, part: 'body' });
    assert.equal(opened.shown.messages.length, 2);
  });

  test('a body that was compressed opens as what is in it', async () => {
    for (const [encoding, compress] of Object.entries({ gzip: gzipSync, br: brotliCompressSync })) {
      const answer = {
        ...{ statusCode: 200, isBase64Encoded: true },
        headers: { 'content-type': 'text/csv', 'content-encoding': encoding },
        body: compress('a,b\n').toString('base64'),
      };
      await invoke({ answer });
      await openResponse(opened.app, { part: 'body' });
      assert.equal(text(opened.shown.responses.at(-1)), 'a,b\n');
      assert.equal(opened.shown.responses.at(-1)?.name, 'orders body.csv');
    }
  });

  test('a response is saved byte for byte, where the person says', async () => {
    await invoke({ answer: { b: 1, a: [2] } });
    const path = join(opened.folder, 'kept.json');
    opened.prompts.expect(chooseFile('Save Response', path, { offered: 'orders response.json' }));
    await saveResponse(opened.app);
    assert.equal(await readFile(path, 'utf8'), '{"b":1,"a":[2]}');
    assert.match(opened.shown.messages.at(-1)?.text ?? '', /^Saved 15 bytes as .*kept\.json$/);
  });

  test('a response that cannot be saved is not called saved', async () => {
    await invoke({ answer: 1 });
    opened.prompts.expect(
      chooseFile('Save Response', join(opened.folder, 'missing', 'x.json')),
      dismiss('Save Response'),
    );
    await assert.rejects(
      saveResponse(opened.app),
      /^UserError: The response was not saved: ENOENT/,
    );
    await assert.rejects(saveResponse(opened.app), { name: 'Cancelled' });
    assert.deepEqual(opened.shown.messages, []);
  });

  test('compares with the previous of the same function and file, errors too', async () => {
    await invoke({ answer: { n: 1 } });
    await invoke({ answer: 'of another function' }, 'others');
    await invoke({ answer: 'of another file' }, 'orders', 'other.json');
    await invoke({ error: 'broken' });
    await comparePrevious(opened.app);
    const [difference] = opened.shown.differences;
    assert.equal(difference?.title, 'orders: previous ↔ this response');
    assert.equal(text(difference?.left), '{\n  "n": 1\n}');
    assert.match(text(difference?.right), /"errorMessage": "broken"/);
  });

  test('says so when there is nothing to compare with', async () => {
    await assert.rejects(comparePrevious(opened.app), /There is no response yet/);
    await invoke({ answer: 1 });
    await assert.rejects(comparePrevious(opened.app), {
      message: /no earlier response of orders/,
      fix: { title: 'Invoke Again', command: 'lambdaBench.invokeAgain' },
    });
  });

  test('compares with a file, both laid out alike', async () => {
    await invoke({ answer: { n: 1 } });
    const expected = await opened.write('expected.json', '{"n":2}');
    opened.prompts.expect(
      chooseFile('Compare Response with File', expected),
      chooseFile('Compare Response with File', join(opened.folder, 'gone.json')),
    );
    await compareFile(opened.app);
    const [difference] = opened.shown.differences;
    assert.deepEqual(
      [difference?.title, text(difference?.left), text(difference?.right)],
      ['expected.json ↔ orders response.json', '{\n  "n": 2\n}', '{\n  "n": 1\n}'],
    );
    await assert.rejects(compareFile(opened.app), /The file cannot be compared: ENOENT/);
  });

  test('takes a link that names nothing for the last response', async () => {
    await invoke({ answer: 1 });
    for (const target of ['text', { id: 'x', part: 7 }, null]) {
      await openResponse(opened.app, target);
    }
    assert.equal(opened.shown.responses.length, 3);
    await assert.rejects(openResponse(opened.app, { id: 99 }), /no longer kept/);
  });
});
