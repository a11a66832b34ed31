import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeFunction } from '../../src/commands/changeFunction.ts';
import { invokeAgain } from '../../src/commands/invokeAgain.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { rememberBinding, rememberVariables } from '../../src/commands/invoking/bindings.ts';
import { shareBinding } from '../../src/commands/shareBinding.ts';
import { useVariables } from '../../src/commands/useVariables.ts';
import { isUserError } from '../../src/errors.ts';
import { bindingOf, variablesOf } from '../../src/payload/fileBinding.ts';
import { formatReport } from '../../src/views/report.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { choose, dismiss, goBack, keep, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

suite('variables of a payload file', () => {
  let bench: TestBench;
  let opened: TestApp;
  suiteSetup(async () => {
    bench = await startTestBench();
    const { arn } = await bench.account.roles.create({ name: 'runs', description: '' });
    for (const name of ['echo', 'other']) {
      await bench.account.functions.create(nodeFunction(name, arn));
    }
    process.env['LAMBDA_BENCH_TEST_TOKEN'] = 'se"cret\n1';
  });
  suiteTeardown(async () => {
    delete process.env['LAMBDA_BENCH_TEST_TOKEN'];
    await bench.close();
  });
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  /** A payload file whose variables the person has switched on. */
  async function own(content: string, name = 'a.json'): Promise<string> {
    const payload = await opened.write(name, content);
    await rememberVariables(opened.app, payload, { functionName: 'echo', variables: true });
    return payload;
  }

  /** What the function got. */
  function sent(): string {
    const outcome = opened.shown.results.at(-1)?.outcome;
    assert.ok(outcome?.kind === 'answered', JSON.stringify(outcome));
    return Buffer.from(outcome.payload).toString();
  }

  function block(): string {
    const report = opened.shown.results.at(-1);
    assert.ok(report);
    return formatReport(report);
  }

  /** Expects that nothing is sent, and why, at which place. */
  async function refused(payload: string, message: RegExp, place: string): Promise<void> {
    const before = opened.shown.results.length;
    await assert.rejects(invokePayload(opened.app, { payload }), (error) => {
      assert.ok(isUserError(error), String(error));
      assert.match(error.message, message);
      assert.match(error.message, /Nothing was sent\./);
      const { line = -1, character = -1 } = error.position ?? {};
      assert.equal(`${line + 1}:${character + 1}`, place);
      return true;
    });
    assert.equal(opened.shown.results.length, before);
    assert.equal(opened.shown.files.at(-1)?.path, payload);
  }

  test('are sent as they are as long as nobody has switched them on, and the result says so', async () => {
    const payload = await opened.write('a.json', '{"id":"{{$uuid}}"}');
    await rememberBinding(opened.app, payload, { functionName: 'echo' });
    await invokePayload(opened.app, { payload });
    assert.equal(sent(), '{"id":"{{$uuid}}"}');
    assert.match(block(), /its variables were sent as they are: Use Variables in Payload File/);
    assert.doesNotMatch(block(), /── request/);
  });

  test('are filled in, and the result shows what was sent', async () => {
    const payload = await own(
      '{"id":"{{$uuid}}","twice":"{{$uuid}}","at":"{{$now}}","since":"{{$now unix}}","big":12345678901234567890}',
    );
    await invokePayload(opened.app, { payload });
    const { id, twice, at, since }: Record<string, unknown> = JSON.parse(sent());
    assert.match(String(id), uuid);
    assert.match(String(twice), uuid);
    assert.notEqual(id, twice);
    assert.ok(Math.abs(Date.parse(String(at)) - Date.now()) < 60_000);
    assert.equal(since, Math.floor(Date.parse(String(at)) / 1000));
    assert.match(
      block(),
      new RegExp(
        `its variables were filled in\\n✔ [\\s\\S]*── request, variables filled in · \\d+ bytes · JSON\\n\\{\\n {2}"id": "${id}",[\\s\\S]*"big": 12345678901234567890\\n\\}\\n── response`,
      ),
    );
    await invokeAgain(opened.app);
    assert.notEqual(Object(JSON.parse(sent())).id, id, 'filled in anew');
  });

  test('that ask do so once for each label before anything is sent, with a way back', async () => {
    const payload = await own(
      '["{{$prompt Order id}}", "{{$prompt Quantity}}", "again: {{$prompt Order id}}"]',
    );
    opened.prompts.expect(
      type('Order id', 'first'),
      goBack('Quantity'),
      keep('Order id', 'first'),
      type('Quantity', 'a "lot"\\ {{$uuid}}'),
    );
    await invokePayload(opened.app, { payload });
    assert.deepEqual(JSON.parse(sent()), ['first', 'a "lot"\\ {{$uuid}}', 'again: first']);
    opened.prompts.expect(type('Order id', '2'), dismiss('Quantity'));
    await assert.rejects(invokeAgain(opened.app), { name: 'Cancelled' });
    assert.equal(opened.shown.results.length, 1);
  });

  test('of the environment are sent, neither shown nor kept in the history', async () => {
    const payload = await own(
      '{"token":"Bearer {{$env LAMBDA_BENCH_TEST_TOKEN}}","id":"{{$uuid}}"}',
    );
    await invokePayload(opened.app, { payload });
    assert.equal(Object(JSON.parse(sent())).token, 'Bearer se"cret\n1');
    const request = /── request[\s\S]*── response/.exec(block())?.[0] ?? '';
    assert.match(request, /"token": "Bearer \{\{\$env LAMBDA_BENCH_TEST_TOKEN\}\}"/);
    assert.doesNotMatch(request, /cret/);
    assert.match(block(), /not shown, .* the values of LAMBDA_BENCH_TEST_TOKEN/);
    assert.deepEqual(await readdir(opened.historyFolder), []);
    await refused(
      await own('{\n "a": "{{$env NO_SUCH_VARIABLE}}"}'),
      /NO_SUCH_VARIABLE is not set/,
      '2:8',
    );
  });

  test('insert the text of files of the workspace folder, as they stand in their editors', async () => {
    const file = await opened.write('data/order.json', '{"stale": true}');
    opened.workspace.open(file, '{ "id": "ä😀\\u0041" }\n');
    const payload = await own('{"body":"{{$file ../data/order.json}}"}', 'events/a.json');
    await invokePayload(opened.app, { payload });
    assert.match(block(), /── request, variables filled in/);
    assert.equal(Object(JSON.parse(sent())).body, '{ "id": "ä😀\\u0041" }\n');
    // Two dots alone lead out of a folder.
    await opened.write('..odd/note.txt', 'odd');
    await invokePayload(opened.app, { payload: await own('["{{$file ..odd/note.txt}}"]') });
    assert.equal(sent(), '["odd"]');
  });

  test('insert no file from elsewhere, no folder, no bytes and nothing that is too large', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'lambda-bench-outside-'));
    await writeFile(join(outside, 'secret.txt'), 'secret');
    await symlink(join(outside, 'secret.txt'), join(opened.folder, 'link.txt'));
    await opened.write('bytes.bin', Uint8Array.of(0xff, 0xfe, 0x00));
    await opened.write('large.txt', 'x'.repeat(6 * 1024 * 1024 + 1));
    await opened.write('folder/inside.txt', '');
    for (const [path, message] of [
      [`../${outside.split('/').at(-1)}/secret.txt`, /is outside of the workspace folder/],
      ['link.txt', /is outside of the workspace folder/],
      [join(outside, 'secret.txt'), /takes a path from the payload file's own folder/],
      ['folder', /folder is not a file/],
      ['missing.txt', /missing\.txt cannot be read: ENOENT/],
      ['bytes.bin', /bytes\.bin is not text in UTF-8/],
      ['large.txt', /has 6,291,457 bytes; a payload may have 6,291,456/],
    ] as const) {
      await refused(await own(`["{{$file ${path}}}"]`), message, '1:3');
    }
    await rm(outside, { recursive: true });
  });

  test('that are none send nothing, and the place is that of the file, comments and all', async () => {
    await refused(
      await own('{\n  "a": "{{$uid}}"\n}'),
      /^a\.json, line 2, column 9: There is no/,
      '2:9',
    );
    await refused(
      await own('// ids\n{ /* "{{$nope}}" */ "a": "{{$uuid}} {{$guid}}", }', 'b.jsonc'),
      /^b\.jsonc, line 2, column 37: There is no variable \{\{\$guid\}\}/,
      '2:37',
    );
  });

  test('of a shared binding fill in what tells nothing of the person, and nothing else', async () => {
    const share = (binding: unknown) =>
      opened.app.sharePayloads('', '*.json', { function: 'echo', ...Object(binding) });
    const payload = await opened.write('a.json', '{"id":"{{$uuid}}"}');
    await share({});
    await invokePayload(opened.app, { payload });
    assert.equal(sent(), '{"id":"{{$uuid}}"}');
    await share({ variables: true });
    await invokePayload(opened.app, { payload });
    assert.match(Object(JSON.parse(sent())).id, uuid);
    for (const variable of ['$env HOME', '$file a.json']) {
      const greedy = await opened.write('b.json', `["{{$uuid}}", "{{${variable}}}"]`);
      await refused(
        greedy,
        /is not filled in, because .* which others share.*Use Variables/,
        '1:16',
      );
    }
  });

  test('gain no power from a shared binding that becomes a remembered one', async () => {
    const binding = { function: 'echo', type: 'RequestResponse', variables: true };
    await opened.app.sharePayloads('', '*.json', binding);
    const payload = await opened.write('a.json', '["{{$env HOME}}"]');
    const bound = bindingOf(opened.app, payload);
    assert.ok(bound?.variables);
    await rememberBinding(opened.app, payload, { ...bound, tenantId: 'a' });
    assert.equal(variablesOf(opened.app, payload), 'shared');
    await refused(payload, /is not filled in/, '1:3');
    opened.prompts.expect(choose(/Which function is a\.json for/, 'other'));
    await changeFunction(opened.app, { payload });
    await refused(payload, /is not filled in/, '1:3');
    const own = choose('How is a.json sent to other?', /^With its variables/, {
      shows: /set now by the settings, but for/,
    });
    opened.prompts.expect(own);
    await useVariables(opened.app, { payload });
    await invokePayload(opened.app, { payload });
    assert.deepEqual(JSON.parse(sent()), [process.env['HOME']]);
  });

  test('are switched on and off by the person, whatever the function is', async () => {
    const payload = await opened.write('a.json', '["{{$env LAMBDA_BENCH_TEST_TOKEN}}"]');
    opened.prompts.expect(
      choose(/Which function is this payload file for/, 'echo'),
      choose('How is a.json sent to echo?', 'With its variables filled in'),
    );
    await useVariables(opened.app, { payload });
    assert.match(opened.shown.messages.at(-1)?.text ?? '', /a\.json is sent with its variables/);
    opened.prompts.expect(choose(/Which function is a\.json for/, 'other'));
    await changeFunction(opened.app, { payload });
    await invokePayload(opened.app, { payload });
    assert.deepEqual(JSON.parse(sent()), ['se"cret\n1']);
    opened.prompts.expect(
      choose('How is a.json sent to other?', 'As it is', { shows: /^As it is\n\n/ }),
    );
    await useVariables(opened.app, { payload });
    await invokePayload(opened.app, { payload });
    assert.deepEqual(JSON.parse(sent()), ['{{$env LAMBDA_BENCH_TEST_TOKEN}}']);
    opened.prompts.expect(choose('How is a.json sent to other?', 'As it is', { shows: /set now/ }));
    await useVariables(opened.app, { payload });
  });

  test('that are off for the person stay off, whatever is shared', async () => {
    await opened.app.sharePayloads('', '*.json', { function: 'echo', variables: true });
    const payload = await opened.write('a.json', '["{{$uuid}}"]');
    opened.prompts.expect(choose('How is a.json sent to echo?', 'As it is'));
    await useVariables(opened.app, { payload });
    await invokePayload(opened.app, { payload });
    assert.equal(sent(), '["{{$uuid}}"]');
  });

  test('are shared with the binding', async () => {
    const payload = await own('["{{$uuid}}"]');
    await shareBinding(opened.app, { payload });
    assert.deepEqual(opened.app.settings(payload).payloads, {
      './a.json': { function: 'echo', variables: true },
    });
    assert.equal(variablesOf(opened.app, payload), 'shared');
  });
});
