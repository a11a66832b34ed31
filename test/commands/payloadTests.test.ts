import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PayloadTest, TestFailure } from '../../src/app/payloadTest.ts';
import type { App } from '../../src/app.ts';
import { rememberSource } from '../../src/commands/flows/sources.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { saveExpected } from '../../src/commands/saveExpected.ts';
import { affectedTests } from '../../src/commands/testing/affectedTests.ts';
import { runPayloadTests } from '../../src/commands/testing/runPayloadTests.ts';
import { testOf } from '../../src/commands/testing/testPaths.ts';
import { bindingOf } from '../../src/payload/fileBinding.ts';
import { createRunning } from '../support/nodeFunction.ts';
import { agree, dismiss } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const code = `
export const handler = async ({ fail, wait, ...event }) => {
  if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
  if (fail) throw new TypeError(fail);
  console.log('seen', event.id);
  return event;
};`;

suite('payload tests', () => {
  let bench: TestBench;
  let opened: TestApp;
  let source: string;

  suiteSetup(async () => {
    bench = await startTestBench();
    await createRunning(bench.account, 'echo', code);
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
    source = await opened.write('source/index.mjs', code);
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  /** Writes a payload and what is expected, bound to `echo` unless told otherwise. */
  async function write(
    name: string,
    payload: string,
    expected: string,
    bound: object | null = { functionName: 'echo' },
  ): Promise<PayloadTest> {
    const test = {
      payload: await opened.write(`events/${name}.json`, payload),
      expected: await opened.write(`events/${name}.expected.json`, expected),
    };
    const before = Object(opened.app.state.get('bindings'))[opened.folder];
    await opened.app.state.set('bindings', {
      [opened.folder]: { ...before, ...(bound && { [`events/${name}.json`]: bound }) },
    });
    return test;
  }

  const ids = new Map<string, string>();

  /** How each test ended, a line each, and what the run wrote. */
  async function run(
    tests: readonly PayloadTest[],
    app: App = opened.app,
    { onSave = false, signal = new AbortController().signal } = {},
  ) {
    const ends: string[] = [];
    const failures: TestFailure[] = [];
    let output = '';
    const name = ({ payload }: PayloadTest) => payload.replace(/^.*[\\/]|\.json$/g, '');
    await runPayloadTests(
      app,
      tests,
      {
        started: (test) => void ids.set(name(test), 'started'),
        passed: (test) => void ends.push(`${name(test)} passed`),
        failed(test, failure) {
          ends.push(`${name(test)} failed`);
          failures.push(failure);
        },
        errored: (test, message) => void ends.push(`${name(test)} errored: ${message}`),
        skipped: (test) => void ends.push(`${name(test)} skipped`),
        output: (text) => {
          output += text;
        },
      },
      { signal, onSave },
    );
    return { ends: ends.toSorted(), failures, output };
  }

  test('a file is a test when its payload file is there', async () => {
    const test = await write('a', '{}', '{}');
    assert.deepEqual(testOf(test.expected), test);
    await rm(test.payload);
    assert.equal(testOf(test.expected), undefined);
    const payload = await opened.write('events/a.jsonc', '{}');
    assert.deepEqual(testOf(test.expected), { ...test, payload });
  });

  test('what is expected is no payload file, although a glob fits both', async () => {
    const { payload, expected } = await write('a', '{}', '{}', null);
    await opened.app.sharePayloads(payload, 'events/*.json', 'echo');
    assert.deepEqual(bindingOf(opened.app, payload), { functionName: 'echo' });
    assert.equal(bindingOf(opened.app, expected), undefined);
  });

  test('one passes, one fails with its difference, and the output says what ran where', async () => {
    const { ends, failures, output } = await run([
      await write('good', '{"id":1234567890123456789}', '{"id":1234567890123456800}'),
      await write('bad', '{"id":1234567890123456789,"n":1}', '{"id":1234567890123456801,"n":1.0}'),
    ]);
    assert.deepEqual(ends, ['bad failed', 'good passed']);
    assert.deepEqual(failures, [
      {
        message: '$.id is 1234567890123456800, expected 1234567890123456801',
        difference: {
          expected: '{\n  "id": 1234567890123456801,\n  "n": 1\n}',
          actual: '{\n  "id": 1234567890123456800,\n  "n": 1\n}',
        },
      },
    ]);
    assert.match(
      output,
      /^── (good|bad)\.json ── echo · local · 000000000000 · us-east-1 · version \$LATEST · \d+ ms · request [\da-f-]{36}$/m,
    );
    assert.match(output, /INFO\s+seen 1234567890123456800/);
  });

  test('an error of the function is expected or a failure', async () => {
    const { ends, failures } = await run([
      await write('as-expected', '{"fail":"no"}', '{"$error":{"errorType":"TypeError"}}'),
      await write('other', '{"fail":"no"}', '{"$error":{"errorMessage":{"$matches":"^yes"}}}'),
      await write('unexpected', '{"fail":"no item"}', '{"a":1}'),
      await write('none', '{}', '{"$error":{"$any":true}}'),
    ]);
    assert.deepEqual(ends, [
      'as-expected passed',
      'none failed',
      'other failed',
      'unexpected failed',
    ]);
    const messages = failures.map(({ message }) => message).toSorted();
    assert.deepEqual(messages, [
      '$.errorMessage is "no", expected a string that matches ^yes',
      'The function answered, and was expected to fail.',
      'The function failed, and was expected to answer. TypeError: no item',
    ]);
  });

  test('what keeps a test from running is told with what to do, and is no failure', async () => {
    const good = await write('good', '{}', '{}');
    const unreadable = await write('unreadable', '{}', '{}');
    await rm(unreadable.expected);
    const { ends } = await run([
      good,
      await write('unbound', '{}', '{}', null),
      await write('nowhere', '{}', '{}', { functionName: 'nowhere' }),
      await write('elsewhere', '{}', '{}', { functionName: 'echo', account: '123456789012' }),
      await write('syntax', '{', '{}'),
      await write('expected-syntax', '{}', '{"a":'),
      await write('notation', '{}', '{"a":{"$foo":1}}'),
      await write('empty', '{}', ' '),
      await write('prompt', '{"a":"{{$prompt Who}}"}', '{}', {
        functionName: 'echo',
        variables: true,
      }),
      unreadable,
    ]);
    const wanted = [
      /^elsewhere errored: echo is bound to 123456789012/,
      /^empty errored: empty\.expected\.json is empty: write what the function is to answer/,
      /^expected-syntax errored: expected-syntax\.expected\.json is not valid JSON, .*line 1, column 6/,
      /^good passed$/,
      /^notation errored: notation\.expected\.json cannot be understood, .*\$\.a: "\$foo" is not known/,
      /^nowhere errored: nowhere was not invoked: .*\(ResourceNotFoundException\)\./,
      /^prompt errored: .*asks a person, which is done for single invocations only/,
      /^syntax errored: syntax\.json is not valid JSON/,
      /^unbound errored: It is not known which function unbound\.json is for\. Invoke it once, or run/,
      /^unreadable errored: unreadable\.expected\.json cannot be read/,
    ];
    assert.equal(ends.length, wanted.length);
    for (const [at, pattern] of wanted.entries()) assert.match(ends[at] ?? '', pattern);
  });

  test('a protected connection asks once for all, naming the count; dismissed, all are skipped', async () => {
    const app = { ...opened.app, connection: { ...opened.app.connection, protected: true } };
    const tests = [await write('a', '{}', '{}'), await write('b', '{}', '{}')];
    const question =
      /is protected\. This will run 2 payload tests, which invoke echo, in 000000000000/;
    opened.prompts.expect(dismiss(question));
    assert.deepEqual((await run(tests, app)).ends, ['a skipped', 'b skipped']);
    opened.prompts.expect(agree(question));
    assert.deepEqual((await run(tests, app)).ends, ['a passed', 'b passed']);
  });

  test('what runs on save never runs on a protected connection', async () => {
    const app = { ...opened.app, connection: { ...opened.app.connection, protected: true } };
    const { ends, output } = await run([await write('a', '{}', '{}')], app, { onSave: true });
    assert.deepEqual(ends, ['a skipped']);
    assert.match(
      output,
      /Not run: what runs on save asks nothing, and the connection local asks first/,
    );
  });

  test('cancelling ends what runs and skips the rest', async () => {
    const controller = new AbortController();
    const tests = await Promise.all(
      Array.from({ length: 8 }, (_, at) => write(`slow${at}`, '{"wait":20000}', '{}')),
    );
    for (const [at] of tests.entries()) await write(`slow${at}`, '{"wait":20000}', '{}');
    setTimeout(() => controller.abort(), 300);
    const { ends } = await run(tests, opened.app, { signal: controller.signal });
    assert.deepEqual(
      ends,
      tests.map((_, at) => `slow${at} skipped`),
    );
  });

  test('a save matters for its own test, and that of a source for those of its function', async () => {
    const a = await write('a', '{}', '{}');
    const b = await write('b', '{}', '{}');
    const c = await write('c', '{}', '{}', { functionName: 'others' });
    const tests = [a, b, c];
    assert.deepEqual(await affectedTests(opened.app, a.payload, tests), [a]);
    assert.deepEqual(await affectedTests(opened.app, b.expected, tests), [b]);
    assert.deepEqual(await affectedTests(opened.app, source, tests), []);
    await rememberSource(opened.app.state, bench.account.target, 'echo', {
      ...{ path: join(opened.folder, 'source'), include: [], leftOut: [] },
      ...{ handler: 'index.handler', fingerprint: '', sha256: '' },
    });
    assert.deepEqual(await affectedTests(opened.app, source, tests), [a, b]);
    assert.deepEqual(await affectedTests(opened.app, join(opened.folder, 'x.mjs'), tests), []);
  });

  test('a response becomes what is expected, and its test passes', async () => {
    const payload = await opened.write(
      'events/kept.json',
      '{"id":12345678901234567890,"$id":1.10}',
    );
    await invokePayload(opened.app, { payload, functionName: 'echo' });
    await saveExpected(opened.app);
    const expected = join(opened.folder, 'events/kept.expected.json');
    assert.equal(
      await readFile(expected, 'utf8'),
      '{\n  "id": 12345678901234567000,\n  "$$id": 1.1\n}\n',
    );
    assert.deepEqual(opened.shown.files.at(-1), { path: expected, line: undefined });
    assert.deepEqual((await run([{ payload, expected }])).ends, ['kept passed']);
    opened.prompts.expect(dismiss(/kept\.expected\.json is there already\. Replace it\?/));
    await assert.rejects(saveExpected(opened.app), { name: 'Cancelled' });
    opened.prompts.expect(agree(/kept\.expected\.json is there already/));
    await saveExpected(opened.app);
  });

  test('an error becomes an expected error; what is no test of a file is refused', async () => {
    const payload = await opened.write('events/fails.json', '{"fail":"no"}');
    await assert.rejects(saveExpected(opened.app), /There is no response yet/);
    await invokePayload(opened.app, { payload: null, functionName: 'echo' });
    await assert.rejects(saveExpected(opened.app), /This response is not of a payload file/);
    await invokePayload(opened.app, { payload, functionName: 'echo' });
    await saveExpected(opened.app);
    const expected = join(opened.folder, 'events/fails.expected.json');
    assert.equal(
      await readFile(expected, 'utf8'),
      '{\n  "$error": {\n    "errorType": "TypeError",\n    "errorMessage": "no"\n  }\n}\n',
    );
    assert.deepEqual((await run([{ payload, expected }])).ends, ['fails passed']);
  });
});
