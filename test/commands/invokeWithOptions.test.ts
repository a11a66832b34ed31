import assert from 'node:assert/strict';
import { join } from 'node:path';
import { CreateAliasCommand, PublishVersionCommand } from '@aws-sdk/client-lambda';
import { changeFunction } from '../../src/commands/changeFunction.ts';
import { invokeAgain } from '../../src/commands/invokeAgain.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { invokeWithOptions } from '../../src/commands/invokeWithOptions.ts';
import { formatReport } from '../../src/views/report.ts';
import { functionMaker } from '../support/functions.ts';
import { localClients } from '../support/localClients.ts';
import { choose, chooseFile, dismiss, keep, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

const source = `exports.handler = async (event, { functionVersion, clientContext, tenantId }) =>
  ({ functionVersion, clientContext, tenantId });`;

suite('invoking with options', () => {
  let bench: TestBench;
  let opened: TestApp;

  suiteSetup(async () => {
    bench = await startTestBench();
    const clients = localClients(bench.endpoint);
    const make = await functionMaker(clients);
    const files = { 'index.js': source };
    await make('plain', files);
    await make('versioned', files);
    await make('isolated', files, { TenancyConfig: { TenantIsolationMode: 'PER_TENANT' } });
    const FunctionName = 'versioned';
    const Description = 'the first';
    await clients.lambda.send(new PublishVersionCommand({ FunctionName, Description }));
    await clients.lambda.send(
      new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }),
    );
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  function answer(): Record<string, unknown> {
    const { outcome } = opened.shown.results.at(-1) ?? {};
    assert.ok(outcome?.kind === 'answered' && !outcome.functionError, outcome?.kind);
    return JSON.parse(new TextDecoder().decode(outcome.payload));
  }
  function block(): string {
    const report = opened.shown.results.at(-1);
    assert.ok(report);
    return formatReport(report);
  }
  const request = choose(/How is .* invoked/, 'Request and response');
  const none = choose(/Client context/, 'None');

  test('an alias of the function is chosen among its own, and again means the same', async () => {
    opened.prompts.expect(
      request,
      choose('Which version or alias of versioned?', 'live', { shows: /leads to 1/ }),
      none,
    );
    const payload = await opened.write('a.json', '{}');
    await invokeWithOptions(opened.app, { payload, functionName: 'versioned' });
    assert.equal(answer()['functionVersion'], '1');
    assert.match(block(), /^── versioned:live ──/);
    await invokeAgain(opened.app);
    assert.match(block(), /^── versioned:live ──/);
  });

  test('a function without versions is not asked for one', async () => {
    opened.prompts.expect(choose(/How is plain invoked/, 'Dry run'));
    await invokeWithOptions(opened.app, { payload: null, functionName: 'plain' });
    assert.match(block(), /204 allowed/);
  });

  test('a client context is typed or read from a file, and the result shows it', async () => {
    opened.prompts.expect(
      request,
      choose(/Client context/, 'Typed…'),
      type('Client context', '[]', { refused: /is a JSON object/ }),
      type('Client context', '{"custom":{"from":"typed"}}'),
    );
    await invokeWithOptions(opened.app, { payload: null, functionName: 'plain' });
    assert.deepEqual(answer()['clientContext'], { custom: { from: 'typed' } });
    assert.match(block(), /with a client context: \{"custom":\{"from":"typed"\}\}/);
    const file = await opened.write('context.json', '{"custom":{"from":"file"}}\n');
    opened.prompts.expect(
      request,
      choose(/Client context/, 'From a JSON file…'),
      chooseFile('Client Context', file),
    );
    await invokeWithOptions(opened.app, { payload: null, functionName: 'plain' });
    assert.deepEqual(answer()['clientContext'], { custom: { from: 'file' } });
  });

  test('a file that is no client context sends nothing', async () => {
    const wrong = await opened.write('wrong.json', '[1]');
    const ways = [wrong, join(opened.folder, 'gone.json')];
    for (const [index, expected] of [/is no client context/, /cannot be read/].entries()) {
      opened.prompts.expect(
        request,
        choose(/Client context/, 'From a JSON file…'),
        chooseFile('Client Context', ways[index] ?? ''),
      );
      const invoked = invokeWithOptions(opened.app, { payload: null, functionName: 'plain' });
      await assert.rejects(invoked, expected);
    }
    assert.deepEqual(opened.shown.results, []);
  });

  test('a tenant is asked for where the function needs one, and remembered for the file', async () => {
    const payload = await opened.write('t.json', '{}');
    await invokePayload(opened.app, { payload, functionName: 'isolated' });
    const [error] = opened.shown.errors;
    assert.match(error?.text ?? '', /tenant/i);
    const cure = error?.fixes.find(({ title }) => title === 'Choose Options');
    assert.equal(cure?.command, 'lambdaBench.invokeWithOptions');
    opened.prompts.expect(request, type(/Tenant that isolated runs for/, 'blue'), none);
    await invokeWithOptions(opened.app, cure?.arguments?.[0]);
    assert.equal(answer()['tenantId'], 'blue');
    await invokePayload(opened.app, { payload });
    assert.equal(answer()['tenantId'], 'blue');
    assert.match(block(), /for the tenant blue/);
    opened.prompts.expect(request, keep(/Tenant that isolated runs for/, 'blue'), none);
    await invokeWithOptions(opened.app, { payload });
  });

  test('giving up sends nothing', async () => {
    opened.prompts.expect(request, dismiss(/Client context/));
    const invoked = invokeWithOptions(opened.app, { payload: null, functionName: 'plain' });
    await assert.rejects(invoked, { name: 'Cancelled' });
    assert.deepEqual(opened.shown.results, []);
  });

  test('a payload file can be for an alias', async () => {
    const payload = await opened.write('c.json', '{}');
    opened.prompts.expect(
      choose(/Which function is c\.json for/, 'versioned'),
      choose('Which version or alias of versioned?', 'live'),
    );
    await changeFunction(opened.app, { payload });
    await invokePayload(opened.app, { payload });
    assert.match(block(), /^── versioned:live ──/);
  });
});
