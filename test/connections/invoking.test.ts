import assert from 'node:assert/strict';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { Secrets } from '../../src/app/connection.ts';
import type { App } from '../../src/app.ts';
import type { ConnectionDefinition } from '../../src/aws/connections/definition.ts';
import { changeFunction } from '../../src/commands/changeFunction.ts';
import { dryRunPayload } from '../../src/commands/dryRunPayload.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { invokeWithOptions } from '../../src/commands/invokeWithOptions.ts';
import { queuePayload } from '../../src/commands/queuePayload.ts';
import { type InvokeOnlyServer, startInvokeOnlyServer } from '../support/invokeOnlyServer.ts';
import { localClients } from '../support/localClients.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { agree, choose, dismiss, type } from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('invoking with a connection that is not local', () => {
  let bench: TestBench;
  let opened: TestApp;
  let app: App;
  suiteSetup(async () => {
    bench = await startTestBench();
    const { arn } = await bench.account.roles.create({ name: 'runs', description: '' });
    await bench.account.functions.create(nodeFunction('echo', arn));
    await bench.account.functions.create(nodeFunction('other', arn));
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
    const { connections } = opened.connections;
    app = { ...opened.app, connections, connection: connections.connection };
  });
  teardown(async function () {
    await opened.finish(this.currentTest);
  });

  async function select(
    more: Partial<ConnectionDefinition> = {},
    secrets: Secrets = bench.endpoint,
  ): Promise<void> {
    const { accessKeyId = '', secretAccessKey = '' } = secrets;
    const definition: ConnectionDefinition = {
      name: 'afar',
      credentials: { kind: 'accessKeys' },
      endpoint: { url: bench.endpoint.endpoint },
      region: 'us-east-1',
      ...more,
    };
    await app.connections.save(definition, { secrets: { accessKeyId, secretAccessKey } });
    await app.connections.select(definition.name);
  }

  function outcomes(): unknown[] {
    return opened.shown.results.map(({ outcome }) =>
      'failure' in outcome ? outcome.failure.message : outcome.kind,
    );
  }

  suite('by an endpoint that only invokes', () => {
    let server: InvokeOnlyServer;
    setup(async () => {
      server = await startInvokeOnlyServer();
      const test = { accessKeyId: 'test', secretAccessKey: 'test' };
      await select({ endpoint: { url: server.url } }, test);
    });
    teardown(() => server.close());

    const invoked = () =>
      server.requests.filter(({ path }) => /\/invocations(\?|$)/.test(path)).length;

    test('the name is typed where nothing can be listed, and the reason is told', async () => {
      const path = await opened.write('event.json', '{}');
      opened.prompts.expect(
        choose('Which function is this payload file for?', 'Type a name…', {
          shows: /afar does not offer this/,
        }),
        type('Name or ARN of the function', 'no blanks', { refused: /name or an ARN/ }),
        type('Name or ARN of the function', 'hello'),
      );
      await invokePayload(app, { payload: path });
      assert.deepEqual(outcomes(), ['answered']);
      // Remembered: nothing is asked, and the tail is not asked for once more.
      const before = server.requests.length;
      await invokePayload(app, { payload: path });
      assert.deepEqual(outcomes(), ['answered', 'answered']);
      assert.equal(server.requests.length - before, 1);
      assert.equal(invoked(), 3);
    });

    test('nothing is looked up before what is sent', async () => {
      await queuePayload(app, { payload: null, functionName: 'hello' });
      assert.deepEqual(outcomes(), ['queued']);
      const [first] = server.requests.filter(({ path }) => path.includes('/functions/'));
      assert.equal(first?.type, 'Event');
    });

    test('what it cannot do is told, not tried in another way', async () => {
      await dryRunPayload(app, { payload: null, functionName: 'hello' });
      await invokePayload(app, { payload: null, functionName: 'hello', qualifier: 'live' });
      assert.equal(opened.shown.results.length, 2);
      for (const { outcome } of opened.shown.results) assert.equal(outcome.kind, 'notInvoked');
      assert.equal(invoked(), 2);
    });

    test('options are typed where the function cannot be looked up', async () => {
      opened.prompts.expect(
        choose('How is hello invoked?', 'Request and response'),
        type(/^Version or alias of hello/, 'no blanks', { refused: /alias is made of/ }),
        type(/^Version or alias of hello/, ''),
        type(/^Tenant that hello runs for, or nothing/, ''),
        choose(/^Client context/, 'None'),
      );
      await invokeWithOptions(app, { payload: null, functionName: 'hello' });
      assert.deepEqual(outcomes(), ['answered']);
    });

    test('a protected connection asks although nobody knows the account', async () => {
      await app.connections.save({
        ...(app.connections.list().find(({ name }) => name === 'afar')?.definition ?? never()),
        protected: true,
      });
      opened.prompts.expect(
        agree(/This will invoke hello in an account that is not known · us-east-1\.$/),
      );
      await invokePayload(app, { payload: null, functionName: 'hello' });
      assert.deepEqual(outcomes(), ['answered']);
    });
  });

  suite('as an identity that may do nothing but invoke', () => {
    let roleArn = '';
    suiteSetup(async () => {
      const { iam } = localClients(bench.endpoint);
      const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } };
      const { Role } = await iam.send(
        new CreateRoleCommand({
          RoleName: 'invoker',
          AssumeRolePolicyDocument: policy(statement),
        }),
      );
      roleArn = Role?.Arn ?? '';
      const allowed = { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: '*' };
      await iam.send(
        new PutRolePolicyCommand({
          RoleName: 'invoker',
          PolicyName: 'invoke',
          PolicyDocument: policy(allowed),
        }),
      );
    });
    setup(() => select({ assumeRole: { roleArn } }));

    test('a function whose name is typed runs', async () => {
      const path = await opened.write('event.json', '{}');
      opened.prompts.expect(
        choose(/^Which function/, 'Type a name…', { shows: /not allowed|may not|permission/i }),
        type('Name or ARN of the function', 'echo'),
      );
      await invokePayload(app, { payload: path });
      assert.deepEqual(outcomes(), ['answered']);
      assert.equal(opened.shown.results[0]?.accountId, bench.endpoint.accountId);
    });

    test('a file is bound to a version that is typed with its function', async () => {
      const path = await opened.write('event.json', '{}');
      opened.prompts.expect(
        choose(/^Which function/, 'Type a name…'),
        type('Name or ARN of the function', 'echo:$LATEST'),
      );
      await changeFunction(app, { payload: path });
      await invokePayload(app, { payload: path });
      assert.equal(opened.shown.results[0]?.qualifier, '$LATEST');
    });
  });

  suite('by a binding of the workspace', () => {
    let path = '';
    setup(async () => {
      path = await opened.write('event.json', '{}');
      await app.sharePayloads(path, '*.json', 'echo');
    });
    const question = (name = 'echo') =>
      new RegExp(`^Invoke ${name} with the connection afar, in 000000000000 · us-east-1\\?`);

    test('the person is asked once, and told where it comes from', async () => {
      await select();
      opened.prompts.expect(dismiss(question()), agree(question(), /"\*\.json" says so/));
      await assert.rejects(invokePayload(app, { payload: path }), { name: 'Cancelled' });
      await invokePayload(app, { payload: path });
      await invokePayload(app, { payload: path });
      assert.deepEqual(outcomes(), ['answered', 'answered']);
    });

    test('another function behind the same glob, and another connection, are asked for anew', async () => {
      await select();
      opened.prompts.expect(agree(question()), agree(question('other')));
      await invokePayload(app, { payload: path });
      await app.sharePayloads(path, '*.json', 'other');
      await invokePayload(app, { payload: path });
      await select({ name: 'second' });
      opened.prompts.expect(agree(/^Invoke other with the connection second/));
      await invokePayload(app, { payload: path });
      assert.equal(opened.shown.results.length, 3);
    });

    test('a protected connection asks one question, not two', async () => {
      await select({ protected: true });
      opened.prompts.expect(agree(/^Invoke echo with .* is protected/), agree(/is protected/));
      await invokePayload(app, { payload: path });
      await invokePayload(app, { payload: path });
      assert.equal(opened.shown.results.length, 2);
    });

    test('the local connection does not ask', async () => {
      await app.connections.select('local');
      await invokePayload(app, { payload: path });
      assert.deepEqual(outcomes(), ['answered']);
    });

    test('what a person has chosen for the file is not asked for', async () => {
      await select();
      opened.prompts.expect(choose('Which function is event.json for?', 'other'));
      await changeFunction(app, { payload: path });
      await invokePayload(app, { payload: path });
      assert.deepEqual(outcomes(), ['answered']);
    });

    for (const guarded of [
      { function: 'echo', account: '999999999999' },
      { function: 'echo', region: 'eu-west-1' },
    ]) {
      test(`nothing is sent elsewhere than to ${guarded.account ?? guarded.region}`, async () => {
        await select();
        await app.sharePayloads(path, '*.json', guarded);
        opened.prompts.expect(agree(question()));
        await invokePayload(app, { payload: path });
        assert.match(
          String(outcomes()[0]),
          /^echo is bound to .* but the connection afar is 000000000000 in us-east-1/,
        );
        assert.equal(app.connection.name, 'afar');
      });
    }
  });

  test('the first result says whose account it was, although nothing was looked up before', async () => {
    await select();
    assert.equal(app.connection.known().accountId, undefined);
    await invokePayload(app, { payload: null, functionName: 'echo' });
    assert.equal(opened.shown.results[0]?.accountId, bench.endpoint.accountId);
    assert.equal(app.connection.known().accountId, bench.endpoint.accountId);
  });

  test('a region that the endpoint does not serve is not taken for a wrong secret', async () => {
    await select({ region: 'eu-west-1' });
    await invokePayload(app, { payload: null, functionName: 'echo' });
    assert.deepEqual(outcomes(), ['the region eu-west-1 is not served by afar']);
    assert.equal(opened.shown.errors[0]?.fixes.at(-1)?.command, 'lambdaBench.changeRegion');
  });

  test('who selects another connection in the meantime does not find it invoked there', async () => {
    await select({ protected: true });
    const away: App = {
      ...app,
      prompts: {
        ...app.prompts,
        confirm: async () => app.connections.select('local'),
      },
    };
    await invokePayload(away, { payload: null, functionName: 'echo' });
    assert.match(String(outcomes()[0]), /^The connection local was selected in place of afar/);
    assert.equal(opened.shown.results[0]?.connection, 'afar');
  });
});

function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

function never(): never {
  throw new Error('The connection is not there.');
}
