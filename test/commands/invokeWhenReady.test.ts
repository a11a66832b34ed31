import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect } from '../../src/aws/connect.ts';
import { copyPermission } from '../../src/commands/copyPermission.ts';
import { invokeWhenReady } from '../../src/commands/invokeWhenReady.ts';
import { showRole } from '../../src/commands/showRole.ts';
import { listen } from '../support/listen.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { choose } from '../support/scriptedPrompts.ts';
import { openTestApp, startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('invoking a function when it is ready', () => {
  let server: Server;
  let opened: TestApp;
  let states: string[];
  let requests: string[];

  setup(async () => {
    states = [];
    requests = [];
    server = createServer((request, response) => {
      requests.push(`${request.method} ${new URL(request.url ?? '', 'http://here').pathname}`);
      if (request.method === 'GET') {
        const State = states.length > 1 ? states.shift() : states[0];
        const StateReason = 'the subnet is gone';
        response.end(JSON.stringify({ FunctionName: 'orders', State, StateReason }));
      } else response.writeHead(202).end();
    });
    const port = await listen(server);
    const credentials = { accessKeyId: 'AKIDHERE', secretAccessKey: 'a-secret-for-nothing' };
    const endpoint = `http://127.0.0.1:${port}`;
    const account = connect({
      ...{ connection: 'here', endpoint, region: 'eu-west-1', accountId: undefined, credentials },
    });
    opened = await openTestApp(account, []);
  });
  teardown(async function () {
    await opened.finish(this.currentTest);
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const target = { payload: null, functionName: 'orders', type: 'Event' };
  const invocations = () => requests.filter((request) => request.endsWith('/invocations'));

  test('waits as long as it is pending, then invokes once in the same way', async () => {
    states = ['Pending', 'Pending', 'Active'];
    await invokeWhenReady(opened.app, target);
    assert.equal(requests.indexOf(invocations()[0] ?? ''), 3);
    assert.equal(invocations().length, 1);
    assert.equal(opened.shown.results[0]?.outcome.kind, 'queued');
  });

  test('wakes one that is inactive, which no waiting does', async () => {
    states = ['Inactive'];
    await invokeWhenReady(opened.app, target);
    assert.equal(invocations().length, 1);
  });

  test('sends nothing to one that will never be ready', async () => {
    states = ['Pending', 'Failed'];
    await assert.rejects(invokeWhenReady(opened.app, target), /the subnet is gone/);
    assert.deepEqual(invocations(), []);
  });
});

suite('what a failed invocation offers', () => {
  let bench: TestBench;
  let opened: TestApp;
  let role: string;

  suiteSetup(async () => {
    bench = await startTestBench();
    role = (await bench.account.roles.create({ name: 'runs', description: '' })).arn;
    await bench.account.functions.create(nodeFunction('orders', role));
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
  });
  teardown(function () {
    return opened.finish(this.currentTest);
  });

  test('a missing permission is copied as a statement of a policy', async () => {
    const missing = { action: 'lambda:InvokeFunction', resource: 'arn:aws:lambda:x:1:function:a' };
    await copyPermission(opened.app, missing);
    assert.deepEqual(JSON.parse(opened.copied() ?? ''), {
      ...{ Effect: 'Allow', Action: missing.action, Resource: missing.resource },
    });
    for (const target of [undefined, {}, { action: 1, resource: 'x' }]) {
      await assert.rejects(copyPermission(opened.app, target), /No permission was named/);
    }
  });

  test('a role is shown by its ARN, or as that of a function', async () => {
    await showRole(opened.app, { role });
    await showRole(opened.app, { functionName: 'orders' });
    await showRole(opened.app, {
      kind: 'function',
      function: await bench.account.functions.find('orders'),
    });
    opened.prompts.expect(choose('Function whose role is shown', 'orders'));
    await showRole(opened.app);
    assert.deepEqual(opened.shown.revealed.roles, ['runs', 'runs', 'runs', 'runs']);
    await assert.rejects(
      showRole(opened.app, { role: 'arn:aws:iam::1:role/gone' }),
      /gone does not exist/,
    );
    await assert.rejects(showRole(opened.app, { functionName: 'nope' }), /nope does not exist/);
  });
});
