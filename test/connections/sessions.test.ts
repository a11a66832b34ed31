import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import type { App } from '../../src/app.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { signIn } from '../../src/commands/signIn.ts';
import { signOut } from '../../src/commands/signOut.ts';
import { isUserError } from '../../src/errors.ts';
import { type AwsHome, openAwsHome } from '../support/awsHome.ts';
import { startInvokeOnlyServer } from '../support/invokeOnlyServer.ts';
import { localClients } from '../support/localClients.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { otherAddress } from '../support/otherAddress.ts';
import { agree, dismiss, type } from '../support/scriptedPrompts.ts';
import { sessionOf, ssoProfile } from '../support/ssoProfile.ts';
import { type SsoServer, startSsoServer } from '../support/ssoServer.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('what a connection asks of a person', () => {
  let bench: TestBench;
  let opened: TestApp;
  let app: App;
  let home: AwsHome;
  suiteSetup(async () => {
    bench = await startTestBench();
    const { arn } = await bench.account.roles.create({ name: 'runs', description: '' });
    await bench.account.functions.create(nodeFunction('echo', arn));
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    home = await openAwsHome();
    opened = await bench.open();
    const { connections } = opened.connections;
    app = { ...opened.app, connections, connection: connections.connection };
  });
  teardown(async function () {
    await opened.finish(this.currentTest);
    await home.close();
  });

  const target = { payload: null, functionName: 'echo' };
  const invoke = () => opened.connections.attend(() => invokePayload(app, target));

  async function refusal(work: Promise<unknown>): Promise<{ message: string; command?: string }> {
    const error = await work.then(
      () => assert.fail('It was not refused.'),
      (failure: unknown) => failure,
    );
    assert.ok(isUserError(error), String(error));
    return { message: error.message, ...(error.fix && { command: error.fix.command }) };
  }

  suite('a sign-in', () => {
    let sso: SsoServer;
    setup(async () => {
      sso = await startSsoServer(() => sessionOf(bench.endpoint));
      await home.write('.aws/config', ssoProfile(bench.endpoint, sso));
      await app.connections.save({
        name: 'corp',
        credentials: { kind: 'profile', profile: 'corp' },
      });
      await app.connections.select('corp');
    });
    teardown(() => sso.close());

    const codes = () => sso.calls.filter((call) => call.includes('device_authorization')).length;

    test('is never begun by a view, which says what to do', async () => {
      const { message, command } = await refusal(app.connection.account());
      assert.match(message, /corp/);
      assert.equal(command, 'lambdaBench.signIn');
      assert.equal(codes(), 0);
      assert.deepEqual(opened.shown.messages, []);
      const stateOf = () =>
        app.connections.list().map(({ name, needsSignIn }) => [name, needsSignIn]);
      assert.deepEqual(stateOf(), [
        ['local', false],
        ['corp', true],
      ]);
      await opened.connections.attend(() => app.connection.account());
      assert.equal(stateOf()[1]?.[1], false);
    });

    test('is asked for once by a command, which goes on', async () => {
      await invoke();
      assert.equal(opened.shown.results[0]?.outcome.kind, 'answered');
      assert.equal(codes(), 1);
      assert.match(opened.shown.messages[0]?.text ?? '', /only if it shows the code ABCD-EFGH/);
      assert.deepEqual(opened.shown.urls, [sso.page]);
      await invoke();
      assert.equal(codes(), 1);
    });

    test('is one for commands that wait at the same time', async () => {
      sso.answers.push('AuthorizationPendingException');
      const other = { payload: null, functionName: 'missing' };
      await Promise.all([
        invoke(),
        opened.connections.attend(() => invokePayload(app, other)),
        opened.connections.attend(() => app.connection.account()),
      ]);
      assert.equal(codes(), 1);
      assert.deepEqual(opened.shown.results.map(({ outcome }) => outcome.kind).toSorted(), [
        'answered',
        'notInvoked',
      ]);
    });

    test('that comes to nothing ends the command with its reason', async () => {
      sso.answers.push('AccessDeniedException');
      await invoke();
      const [result] = opened.shown.results;
      assert.ok(result?.outcome.kind === 'notInvoked');
      assert.match(result.outcome.failure.message, /^Signing in was declined/);
      assert.equal(codes(), 1);
    });

    test('ends with a sign-out, after which the next command asks again', async () => {
      await opened.connections.attend(() => signIn(app, undefined));
      assert.equal(opened.shown.messages.at(-1)?.text, 'Signed in to corp.');
      await app.connection.account();
      await signOut(app);
      assert.equal(sso.tokens.size, 0);
      assert.equal((await refusal(app.connection.account())).command, 'lambdaBench.signIn');
      await invoke();
      assert.equal(codes(), 2);
    });
  });

  test('keys that are on another machine only are asked for by a command, which goes on', async () => {
    await app.connections.save({
      name: 'keys',
      credentials: { kind: 'accessKeys' },
      endpoint: { url: bench.endpoint.endpoint },
      region: 'us-east-1',
    });
    await app.connections.select('keys');
    const { message, command } = await refusal(app.connection.account());
    assert.match(message, /no access key on this machine/);
    assert.equal(command, 'lambdaBench.signIn');
    const { accessKeyId, secretAccessKey } = bench.endpoint;
    opened.prompts.expect(
      type(/^Access key id of keys/, accessKeyId),
      type(/^Secret access key/, secretAccessKey),
      type(/^Session token/, ''),
    );
    await invoke();
    assert.equal(opened.shown.results[0]?.outcome.kind, 'answered');
  });

  test('the code of an MFA device is asked for by a command, never by a view', async () => {
    const { iam } = localClients(bench.endpoint);
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'careful',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } }],
        }),
      }),
    );
    const { accessKeyId, secretAccessKey } = bench.endpoint;
    const mfaSerial = 'arn:aws:iam::000000000000:mfa/me';
    await app.connections.save(
      {
        name: 'careful',
        credentials: { kind: 'accessKeys' },
        assumeRole: { roleArn: Role?.Arn ?? '', mfaSerial },
        endpoint: { url: bench.endpoint.endpoint },
        region: 'us-east-1',
      },
      { secrets: { accessKeyId, secretAccessKey } },
    );
    await app.connections.select('careful');
    const heard: string[] = [];
    app.connection.onDidChange((change) => change === 'selected' && heard.push(change));
    const { message, command } = await refusal(app.connection.account());
    assert.match(message, /needs a code of the MFA device .*Refresh the view to be asked/);
    assert.equal(command, 'lambdaBench.refreshFunctions');
    assert.deepEqual(heard, []);
    opened.prompts.expect(
      type(/^Code of the MFA device/, '12', { refused: /six digits/ }),
      type(/^Code of the MFA device/, '123456'),
    );
    await opened.connections.attend(() => app.connection.account());
    await app.connection.account();
    assert.equal(heard.length, 1, 'the views hear once that they can be shown now');
  });

  test('real credentials go to another host only after a question, which is asked once', async () => {
    const address = otherAddress();
    if (address === undefined) return; // A machine without a network has no other host.
    const server = await startInvokeOnlyServer(address);
    try {
      await app.connections.save(
        {
          name: 'stranger',
          credentials: { kind: 'accessKeys' },
          endpoint: { url: server.url, allowHttp: true },
          region: 'us-east-1',
        },
        { secrets: { accessKeyId: 'AKIAIOSFODNN7REALKEY', secretAccessKey: 'real' } },
      );
      await app.connections.select('stranger');
      const question = new RegExp(
        `^Use the credentials of the connection stranger with ${address}`,
      );
      opened.prompts.expect(dismiss(question));
      await assert.rejects(invoke(), { name: 'Cancelled' });
      await delay(50);
      assert.deepEqual(server.requests, []);
      opened.prompts.expect(agree(question, /neither AWS nor this machine/));
      await invoke();
      await invoke();
      assert.deepEqual(
        opened.shown.results.map(({ outcome }) => outcome.kind),
        ['answered', 'answered'],
      );
    } finally {
      await server.close();
    }
  });

  test('a new region of the profile is heeded without a restart', async () => {
    const profile = (region: string) =>
      home.write(
        '.aws/config',
        `[profile work]\nregion = ${region}\naws_access_key_id = test\naws_secret_access_key = test\nendpoint_url = ${bench.endpoint.endpoint}\n`,
      );
    await profile('eu-west-1');
    await app.connections.save({
      name: 'work',
      credentials: { kind: 'profile', profile: 'work' },
    });
    await app.connections.select('work');
    assert.equal((await app.connection.account()).target.region, 'eu-west-1');
    assert.equal(app.connection.known().region, 'eu-west-1');
    await delay(20);
    await profile('eu-central-1');
    assert.equal((await app.connection.account()).target.region, 'eu-central-1');
    assert.equal(app.connection.known().region, 'eu-central-1');
  });
});
