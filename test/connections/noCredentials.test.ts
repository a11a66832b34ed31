import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateRoleCommand, DeleteRoleCommand } from '@aws-sdk/client-iam';
import type { Secrets } from '../../src/app/connection.ts';
import type { App } from '../../src/app.ts';
import type { ConnectionDefinition } from '../../src/aws/connections/definition.ts';
import { addConnection } from '../../src/commands/addConnection.ts';
import { changeRegion } from '../../src/commands/changeRegion.ts';
import { copyArn } from '../../src/commands/copyArn.ts';
import { createRole } from '../../src/commands/createRole.ts';
import { deleteRole } from '../../src/commands/deleteRole.ts';
import { duplicateConnection } from '../../src/commands/duplicateConnection.ts';
import { editConnection } from '../../src/commands/editConnection.ts';
import { invokePayload } from '../../src/commands/invokePayload.ts';
import { openConsole } from '../../src/commands/openConsole.ts';
import { removeConnection } from '../../src/commands/removeConnection.ts';
import { selectConnection } from '../../src/commands/selectConnection.ts';
import { signIn } from '../../src/commands/signIn.ts';
import { signOut } from '../../src/commands/signOut.ts';
import { isCancelled } from '../../src/errors.ts';
import { logEntry } from '../../src/logEntry.ts';
import { formatReport } from '../../src/views/report.ts';
import { type AwsHome, openAwsHome } from '../support/awsHome.ts';
import { filesBelow } from '../support/filesBelow.ts';
import { keyProfile } from '../support/keyProfile.ts';
import { localClients } from '../support/localClients.ts';
import { nodeFunction } from '../support/nodeFunction.ts';
import { agree, choose, keep, type } from '../support/scriptedPrompts.ts';
import { sessionOf, ssoProfile } from '../support/ssoProfile.ts';
import { type SsoServer, startSsoServer } from '../support/ssoServer.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

/**
 * Every flow with marked keys, tokens and passwords; then all that was written is searched for them:
 * but for VS Code's secret storage, and AWS' own files where they came from.
 */
suite('no credential is written anywhere', () => {
  let bench: TestBench;
  let opened: TestApp;
  let app: App;
  let home: AwsHome;
  let temporary: string;
  let thrown: string[];
  let marks: string[];
  suiteSetup(async () => {
    bench = await startTestBench();
    const { arn } = await bench.account.roles.create({ name: 'runs', description: '' });
    await bench.account.functions.create(nodeFunction('echo', arn));
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    home = await openAwsHome();
    opened = await bench.open();
    temporary = await mkdtemp(join(tmpdir(), 'lambda-bench-marked-'));
    home.set({ TMPDIR: temporary, TEMP: temporary, TMP: temporary });
    const { connections } = opened.connections;
    app = { ...opened.app, connections, connection: connections.connection };
    thrown = [];
    const { accessKeyId, secretAccessKey } = bench.endpoint;
    marks = [accessKeyId, secretAccessKey, 'marked-'];
  });
  teardown(async function () {
    if (!this.currentTest?.isFailed()) await search();
    await rm(temporary, { recursive: true, force: true });
    await opened.finish(this.currentTest);
    await home.close();
  });

  /** As the registration of commands runs it, what is thrown kept as it is shown and logged. */
  async function run(command: () => Promise<void>): Promise<void> {
    try {
      await opened.connections.attend(command);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      if (!isCancelled(error)) thrown.push(logEntry(error), String(error));
    }
  }

  async function search(): Promise<void> {
    const { shown } = opened;
    const written: Record<string, string> = {
      thrown: thrown.join('\n'),
      shown: JSON.stringify({ ...shown, results: undefined }),
      results: shown.results.map(formatReport).join('\n'),
      progress: JSON.stringify(opened.progress),
      setting: JSON.stringify(opened.connections.setting),
      state: opened.state.text() + opened.connections.globalState.text(),
      clipboard: opened.copied() ?? '',
      workspace: await contents(opened.folder),
      history: await contents(opened.historyFolder),
      temporary: await contents(temporary),
    };
    for (const [where, text] of Object.entries(written)) {
      for (const mark of marks) assert.ok(!text.includes(mark), `${mark} in ${where}:\n${text}`);
    }
  }

  async function select(more: Partial<ConnectionDefinition>, secrets: Secrets): Promise<void> {
    const definition: ConnectionDefinition = {
      name: 'afar',
      credentials: { kind: 'accessKeys' },
      endpoint: { url: bench.endpoint.endpoint },
      region: 'us-east-1',
      ...more,
    };
    await app.connections.save(definition, { secrets });
    await app.connections.select(definition.name);
  }

  /** Reads, changes, runs and fails with the selected connection. */
  async function useIt(): Promise<void> {
    await run(() => invokePayload(app, { payload: null, functionName: 'echo' }));
    await run(() => invokePayload(app, { payload: null, functionName: 'missing' }));
    await run(() => createRole(app, { name: 'made', description: '', policies: [] }));
    opened.prompts.expect(agree(/^Delete role made/));
    await run(() => deleteRole(app, { name: 'made' }));
    opened.prompts.expect(choose(/^Function or role/, 'echo'));
    await run(() => copyArn(app));
    await run(() => openConsole(app));
  }

  test('of what is typed, edited, copied, renewed and removed', async () => {
    const { accessKeyId, secretAccessKey } = bench.endpoint;
    const role = 'Does the connection assume a role on top?';
    const protect = 'Is it asked for first what changes or runs something?';
    opened.prompts.expect(
      choose('What does the connection use?', 'Custom endpoint'),
      choose('Which endpoint?', 'Another address…'),
      type('Address of the endpoint', 'http://somebody:marked-password@localhost', {
        refused: /no user and no password/,
      }),
      type('Address of the endpoint', bench.endpoint.endpoint),
      choose('Which credentials does the endpoint take?', 'Access keys'),
      type(/Access key id/, accessKeyId),
      type(/Secret access key/, `marked- ${secretAccessKey}`, { refused: /blanks/ }),
      type(/Secret access key/, secretAccessKey),
      type(/Session token/, ''),
      choose('Region', 'us-east-1'),
      choose(role, 'No'),
      choose(protect, 'No'),
      type('Name of the connection', 'afar'),
    );
    await run(() => addConnection(app));
    await useIt();
    assert.equal(opened.shown.results[0]?.outcome.kind, 'answered');
    opened.prompts.expect(keep(/Name of the connection like afar/));
    await run(() => duplicateConnection(app, 'afar'));
    opened.prompts.expect(
      choose('What does the connection use?', 'Access keys'),
      type(/Access key id/, 'AKIAMARKEDTYPED'),
      type(/Secret access key/, 'marked-secret'),
      type(/Session token/, 'marked-session-token'),
      choose('Region', 'us-east-1'),
      choose(role, 'No'),
      choose(protect, 'No'),
      keep('Name of the connection'),
    );
    marks.push('AKIAMARKEDTYPED');
    await run(() => editConnection(app, 'afar 2'));
    opened.prompts.expect(
      keep(/Access key id/),
      type(/Secret access key/, 'marked-newer-secret'),
      type(/Session token/, 'marked-newer-token'),
    );
    await run(() => signIn(app, 'afar 2'));
    opened.prompts.expect(choose(/^Which connection/, 'afar'));
    await run(() => selectConnection(app));
    opened.prompts.expect(choose(/^Region of afar/, 'us-west-2'));
    await run(() => changeRegion(app));
    await run(() => invokePayload(app, { payload: null, functionName: 'echo' }));
    await run(() => signOut(app, 'afar 2'));
    opened.prompts.expect(agree(/^Remove the connection afar\?/));
    await run(() => removeConnection(app, 'afar'));
  });

  test('of keys that are refused: a wrong secret, and a token that is none', async () => {
    const { accessKeyId } = bench.endpoint;
    await select({}, { accessKeyId, secretAccessKey: 'marked-wrong-secret' });
    await run(() => invokePayload(app, { payload: null, functionName: 'echo' }));
    await run(() => createRole(app, { name: 'made', description: '', policies: [] }));
    await select(
      {},
      {
        accessKeyId: 'ASIAMARKEDTEMPORARY0',
        secretAccessKey: 'marked-secret',
        sessionToken: 'marked-session-token',
      },
    );
    marks.push('ASIAMARKED');
    await run(() => invokePayload(app, { payload: null, functionName: 'echo' }));
    await run(() => createRole(app, { name: 'made', description: '', policies: [] }));
    assert.deepEqual(
      opened.shown.results.map(({ outcome }) => outcome.kind),
      ['notInvoked', 'notInvoked'],
    );
    assert.ok(thrown.length > 0);
  });

  test('of a role on top, with a code of an MFA device', async () => {
    const { iam } = localClients(bench.endpoint);
    const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } };
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'careful',
        AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
      }),
    );
    const mfaSerial = 'arn:aws:iam::000000000000:mfa/me';
    const { accessKeyId, secretAccessKey } = bench.endpoint;
    await select(
      { assumeRole: { roleArn: Role?.Arn ?? '', mfaSerial, externalId: 'ours' } },
      { accessKeyId, secretAccessKey },
    );
    opened.prompts.expect(type(/^Code of the MFA device/, '846291'));
    marks.push('846291');
    await run(() => invokePayload(app, { payload: null, functionName: 'echo' }));
    assert.equal(opened.shown.results[0]?.outcome.kind, 'notInvoked', 'the role may do nothing');
    const { credentials } = (await app.connection.account()).target;
    if (typeof credentials === 'function') {
      const { secretAccessKey: secret, sessionToken = 'marked-' } = await credentials();
      marks.push(secret, sessionToken);
    }
    await iam.send(new DeleteRoleCommand({ RoleName: 'careful' }));
  });

  test('of a profile: keys in a file, a program, and a program that fails', async () => {
    const { endpoint } = bench.endpoint;
    await home.write(
      '.aws/config',
      `[profile keys]\nregion = us-east-1\nendpoint_url = ${endpoint}
[profile program]\nregion = us-east-1\nendpoint_url = ${endpoint}\ncredential_process = echo marked-not-json
[profile failing]\nregion = us-east-1\nendpoint_url = ${endpoint}\ncredential_process = sh -c "echo marked-output; echo marked-error >&2; exit 1"\n`,
    );
    await home.write('.aws/credentials', keyProfile('keys', bench.endpoint));
    for (const profile of ['keys', 'program', 'failing']) {
      opened.prompts.expect(choose(/^Which connection/, profile));
      await run(() => selectConnection(app));
      await run(() => invokePayload(app, { payload: null, functionName: 'echo' }));
      await run(() => createRole(app, { name: `of-${profile}`, description: '', policies: [] }));
    }
    assert.deepEqual(
      opened.shown.results.map(({ outcome }) => outcome.kind),
      ['answered', 'notInvoked', 'notInvoked'],
    );
  });

  test('of an identity pool that does not know the token', async () => {
    await select(
      {
        credentials: {
          kind: 'cognito',
          identityPoolId: 'us-east-1:12345678-90ab-cdef-1234-567890abcdef',
          provider: 'accounts.google.com',
        },
      },
      { loginToken: 'marked-login-token' },
    );
    await run(() => invokePayload(app, { payload: null, functionName: 'echo' }));
    await run(() => createRole(app, { name: 'made', description: '', policies: [] }));
    await run(() => signOut(app));
    assert.equal(opened.connections.stored.size, 0);
    assert.equal(opened.shown.results[0]?.outcome.kind, 'notInvoked');
  });

  test('of a session with IAM Identity Center', async () => {
    const sso: SsoServer = await startSsoServer(async () => {
      const given = await sessionOf(bench.endpoint);
      marks.push(given.accessKeyId, given.secretAccessKey, given.sessionToken);
      return given;
    });
    try {
      await home.write('.aws/config', ssoProfile(bench.endpoint, sso));
      opened.prompts.expect(choose(/^Which connection/, 'corp'));
      await run(() => selectConnection(app));
      await run(() => invokePayload(app, { payload: null, functionName: 'echo' }));
      // A session of this kind may not: the refusal is written too.
      await run(() => createRole(app, { name: 'made', description: '', policies: [] }));
      sso.answers.push('AccessDeniedException');
      await run(() => signIn(app));
      await run(() => signOut(app));
      await run(() => invokePayload(app, { payload: null, functionName: 'echo' }));
      assert.equal(opened.shown.results[0]?.outcome.kind, 'answered');
    } finally {
      await sso.close();
    }
  });
});

/** Names and contents of all files below. */
async function contents(folder: string): Promise<string> {
  const files = await filesBelow(folder);
  return files.map(({ file, content }) => `${file}\n${content}`).join('\n');
}
