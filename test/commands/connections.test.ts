import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../../src/app.ts';
import { addConnection } from '../../src/commands/addConnection.ts';
import { changeRegion } from '../../src/commands/changeRegion.ts';
import { duplicateConnection } from '../../src/commands/duplicateConnection.ts';
import { editConnection } from '../../src/commands/editConnection.ts';
import { removeConnection } from '../../src/commands/removeConnection.ts';
import { selectConnection } from '../../src/commands/selectConnection.ts';
import { signIn } from '../../src/commands/signIn.ts';
import {
  type Answer,
  agree,
  choose,
  chooseFile,
  dismiss,
  goBack,
  keep,
  type,
} from '../support/scriptedPrompts.ts';
import { startTestBench, type TestApp, type TestBench } from '../support/testApp.ts';

suite('commands for connections', () => {
  let bench: TestBench;
  let opened: TestApp;
  let app: App;
  suiteSetup(async () => {
    bench = await startTestBench();
  });
  suiteTeardown(() => bench.close());
  setup(async () => {
    opened = await bench.open();
    const { connections } = opened.connections;
    app = { ...opened.app, connections, connection: connections.connection };
    const config = await opened.write(
      'aws/config',
      '[default]\nregion = eu-west-2\n[profile work]\nregion = eu-west-1\n[profile bare]\noutput = json\n',
    );
    const credentials = await opened.write(
      'aws/credentials',
      '[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = s\n[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = s\n',
    );
    process.env['AWS_CONFIG_FILE'] = config;
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = credentials;
  });
  teardown(async function () {
    delete process.env['AWS_CONFIG_FILE'];
    delete process.env['AWS_SHARED_CREDENTIALS_FILE'];
    await opened.finish(this.currentTest);
  });

  const uses = 'What does the connection use?';
  const role = 'Does the connection assume a role on top?';
  const protect = 'Is it asked for first what changes or runs something?';
  const name = 'Name of the connection';

  async function add(...answers: readonly Answer[]): Promise<unknown> {
    opened.prompts.expect(...answers);
    await addConnection(app);
    return opened.connections.setting;
  }

  test('adds a profile, in its own region', async () => {
    const setting = await add(
      choose(uses, 'Profile'),
      choose('Profile', 'work', { shows: /access keys · eu-west-1/ }),
      choose('Region', 'As the profile says: eu-west-1'),
      choose(role, 'No'),
      choose(protect, 'No'),
      keep(name, 'work'),
    );
    assert.deepEqual(setting, [
      { name: 'work', credentials: { kind: 'profile', profile: 'work' } },
    ]);
    assert.equal(app.connection.name, 'work');
    assert.match(opened.shown.messages[0]?.text ?? '', /work was added and is selected/);
  });

  test('adds a protected profile with a role on top, in a region that is typed', async () => {
    const setting = await add(
      choose(uses, 'Profile'),
      choose('Profile', 'bare', { shows: /no credentials/ }),
      choose('Region', 'Type a region…'),
      type('Region', 'Nowhere', { refused: /looks like eu-west-1/ }),
      type('Region', 'xx-new-7'),
      choose(role, 'Yes, assume a role'),
      type(/ARN of the role/, 'admin', { refused: /looks like arn:aws:iam/ }),
      type(/ARN of the role/, 'arn:aws:iam::123456789012:role/admin'),
      type(/External id/, 'an id', { refused: /external id is made of/ }),
      type(/External id/, 'ours'),
      type(/MFA device/, 'arn:aws:iam::123456789012:mfa/me'),
      type(/Name of the session/, ''),
      type(/Seconds/, '12', { refused: /900 to 43200/ }),
      type(/Seconds/, '900'),
      choose(protect, /^Yes/),
      type(name, 'local', { refused: /belongs to the built-in/ }),
      type(name, 'prod'),
    );
    assert.deepEqual(setting, [
      {
        name: 'prod',
        credentials: { kind: 'profile', profile: 'bare' },
        assumeRole: {
          roleArn: 'arn:aws:iam::123456789012:role/admin',
          externalId: 'ours',
          mfaSerial: 'arn:aws:iam::123456789012:mfa/me',
          duration: 900,
        },
        region: 'xx-new-7',
        protected: true,
      },
    ]);
    assert.equal(app.connection.protected, true);
  });

  test('adds a guest of an identity pool, and somebody with a login token and a role', async () => {
    const pool = 'eu-central-1:12345678-90ab-cdef-1234-567890abcdef';
    const common = [choose(role, 'No'), choose(protect, 'No')];
    await add(
      choose(uses, 'Cognito identity pool'),
      type('Id of the identity pool', '123', { refused: /looks like eu-west-1:/ }),
      type('Id of the identity pool', pool),
      choose('Who does the identity pool see?', 'A guest'),
      type(/Role to ask the pool for/, ''),
      choose('Region', 'eu-central-1', { shows: /Europe/ }),
      ...common,
      keep(name, 'cognito'),
    );
    const setting = await add(
      choose(uses, 'Cognito identity pool'),
      type('Id of the identity pool', pool),
      choose('Who does the identity pool see?', 'Another provider…'),
      type('Name of the login provider', 'https://x', { refused: /without https/ }),
      type('Name of the login provider', 'cognito-idp.eu-central-1.amazonaws.com/eu-central-1_a'),
      type(/Login token of cognito-idp/, '', { refused: /needed/ }),
      type(/Login token of cognito-idp/, 'a token', { refused: /no blanks/ }),
      type(/Login token of cognito-idp/, 'eyJtoken'),
      type(/Role to ask the pool for/, 'arn:aws:iam::123456789012:role/custom'),
      choose('Region', 'eu-central-1'),
      ...common,
      keep(name, 'cognito 2'),
    );
    assert.deepEqual(setting, [
      {
        name: 'cognito',
        credentials: { kind: 'cognito', identityPoolId: pool },
        region: 'eu-central-1',
      },
      {
        name: 'cognito 2',
        credentials: {
          kind: 'cognito',
          identityPoolId: pool,
          provider: 'cognito-idp.eu-central-1.amazonaws.com/eu-central-1_a',
          roleArn: 'arn:aws:iam::123456789012:role/custom',
        },
        region: 'eu-central-1',
      },
    ]);
    assert.deepEqual(
      [...opened.connections.stored.entries()],
      [['connection:cognito 2', '{"loginToken":"eyJtoken"}']],
    );
  });

  test('adds access keys, which go to the secret storage alone', async () => {
    const setting = await add(
      choose(uses, 'Access keys'),
      type(/Access key id/, 'AKIA with blanks', { refused: /letters and digits/ }),
      type(/Access key id/, 'AKIATYPED'),
      type(/Secret access key/, '', { refused: /needed/ }),
      type(/Secret access key/, 'typed-secret'),
      type(/Session token/, ''),
      choose('Region', 'ap-south-1'),
      choose(role, 'No'),
      choose(protect, 'No'),
      keep(name, 'keys'),
    );
    assert.deepEqual(setting, [
      { name: 'keys', credentials: { kind: 'accessKeys' }, region: 'ap-south-1' },
    ]);
    assert.deepEqual(await app.connections.secrets('keys'), {
      accessKeyId: 'AKIATYPED',
      secretAccessKey: 'typed-secret',
    });
  });

  test('adds the environment and the default chain, in the region that they say', async () => {
    for (const label of ['Environment variables', 'Default chain']) {
      await add(
        choose(uses, label),
        choose('Region', 'As AWS_REGION or the config file says'),
        choose(role, 'No'),
        choose(protect, 'No'),
        keep(name, label === 'Default chain' ? 'default' : 'environment'),
      );
    }
    assert.deepEqual(opened.connections.setting, [
      { name: 'environment', credentials: { kind: 'environment' } },
      { name: 'default', credentials: { kind: 'default' } },
    ]);
  });

  test('adds LocalStack without more questions than it needs', async () => {
    const setting = await add(
      choose(uses, 'Custom endpoint'),
      choose('Which endpoint?', 'LocalStack'),
      choose('Region', 'us-east-1'),
      choose(role, 'No'),
      choose(protect, 'No'),
      keep(name, 'localstack'),
    );
    assert.deepEqual(setting, [
      {
        name: 'localstack',
        credentials: { kind: 'accessKeys' },
        endpoint: { url: 'http://localhost:4566' },
        region: 'us-east-1',
      },
    ]);
    assert.deepEqual(await app.connections.secrets('localstack'), {
      accessKeyId: 'test',
      secretAccessKey: 'test',
    });
  });

  test('adds an address by https with an authority of its own, and one by http only knowingly', async () => {
    const ca = join(opened.folder, 'ca.pem');
    await add(
      choose(uses, 'Custom endpoint'),
      choose('Which endpoint?', 'Another address…'),
      type('Address of the endpoint', 'ftp://x', { refused: /begins with https/ }),
      type('Address of the endpoint', 'https://lambda.test:9297'),
      choose('Which certificates does the endpoint have?', /^Of an authority of its own/),
      chooseFile('Certificates to Trust', ca),
      choose('Which credentials does the endpoint take?', 'Profile'),
      choose('Profile', 'work'),
      choose('Region', 'us-east-1'),
      choose(role, 'No'),
      choose(protect, 'No'),
      keep(name, 'emulator'),
    );
    const setting = await add(
      choose(uses, 'Custom endpoint'),
      choose('Which endpoint?', 'Another address…'),
      type('Address of the endpoint', 'http://lambda.test'),
      choose(/http can be read/, 'Allow http for this endpoint'),
      choose('Which credentials does the endpoint take?', 'The keys test and test'),
      goBack('Region'),
      choose('Which credentials does the endpoint take?', 'Access keys'),
      type(/Access key id/, 'AKIATYPED'),
      type(/Secret access key/, 'typed-secret'),
      type(/Session token/, 'typed-token'),
      choose('Region', 'us-east-1'),
      choose(role, 'No'),
      choose(protect, 'No'),
      keep(name, 'lambda.test'),
    );
    assert.deepEqual(setting, [
      {
        name: 'emulator',
        credentials: { kind: 'profile', profile: 'work' },
        endpoint: { url: 'https://lambda.test:9297', caFile: ca },
        region: 'us-east-1',
      },
      {
        name: 'lambda.test',
        credentials: { kind: 'accessKeys' },
        endpoint: { url: 'http://lambda.test', allowHttp: true },
        region: 'us-east-1',
      },
    ]);
    assert.equal((await app.connections.secrets('lambda.test')).sessionToken, 'typed-token');
  });

  test('adds nothing when the person goes away, whatever was typed before', async () => {
    opened.prompts.expect(
      choose(uses, 'Access keys'),
      type(/Access key id/, 'AKIATYPED'),
      type(/Secret access key/, 'typed-secret'),
      dismiss(/Session token/),
    );
    await assert.rejects(addConnection(app), { name: 'Cancelled' });
    assert.deepEqual(opened.connections.setting, []);
    assert.equal(opened.connections.stored.size, 0);
  });

  const keys = { name: 'keys', credentials: { kind: 'accessKeys' }, region: 'eu-west-1' } as const;
  const secrets = { accessKeyId: 'AKIASTORED', secretAccessKey: 'stored-secret' };

  test('edits with all that is there in the questions; the secret may stay as it is', async () => {
    await app.connections.save({ ...keys, history: false, protected: true }, { secrets });
    await app.connections.select('keys');
    opened.prompts.expect(
      choose(uses, 'Access keys'),
      keep(/Access key id/, 'AKIASTORED'),
      type(/left empty: the one that is stored/, ''),
      choose('Region', 'eu-west-3'),
      choose(role, 'No'),
      choose(protect, 'No'),
      type(name, 'renamed'),
    );
    await editConnection(app, 'keys');
    assert.deepEqual(opened.connections.setting, [
      { ...keys, name: 'renamed', region: 'eu-west-3', history: false },
    ]);
    assert.deepEqual(await app.connections.secrets('renamed'), secrets);
    assert.equal(app.connection.name, 'renamed');
  });

  test('an edit to another kind of credentials forgets the secrets', async () => {
    await app.connections.save(keys, { secrets });
    opened.prompts.expect(
      choose('Connection to edit', 'keys', { shows: /access keys/ }),
      choose(uses, 'Environment variables'),
      choose('Region', /^As AWS_REGION/),
      choose(role, 'No'),
      choose(protect, 'No'),
      keep(name, 'keys'),
    );
    await editConnection(app);
    assert.equal(opened.connections.stored.size, 0);
  });

  test('a duplicate has the same secrets under a name of its own', async () => {
    await app.connections.save(keys, { secrets });
    opened.prompts.expect(
      type(/Name of the connection like keys/, 'keys', { refused: /already/ }),
      keep(/Name of the connection like keys/, undefined),
    );
    await duplicateConnection(app, 'keys');
    assert.deepEqual(opened.connections.setting, [keys, { ...keys, name: 'keys 2' }]);
    assert.deepEqual(await app.connections.secrets('keys 2'), secrets);
  });

  test('a removal asks, and takes the secrets with it', async () => {
    await app.connections.save(keys, { secrets });
    opened.prompts.expect(
      dismiss('Remove the connection keys?'),
      agree('Remove the connection keys?', /keys and tokens goes with it/),
    );
    await assert.rejects(removeConnection(app, 'keys'), { name: 'Cancelled' });
    await removeConnection(app, 'keys');
    assert.deepEqual(opened.connections.setting, []);
    assert.equal(opened.connections.stored.size, 0);
  });

  test('the local connection is neither edited nor removed, and has its region elsewhere', async () => {
    await assert.rejects(editConnection(app, 'local'), /built in/);
    await assert.rejects(removeConnection(app, { name: 'local' }), /built in/);
    await assert.rejects(changeRegion(app), /lambdaBench\.local\.region/);
  });

  test('commands that need a connection say that there is none', async () => {
    for (const command of [editConnection, duplicateConnection, removeConnection]) {
      await assert.rejects(command(app), /no connection beside the built-in one/);
      await assert.rejects(command(app, 'nowhere'), /no connection nowhere/);
    }
    await assert.rejects(selectConnection(app, 'nowhere'), /no connection nowhere/);
  });

  test('selects with what is known beside the name, and a profile that is no connection yet', async () => {
    await app.connections.save({ ...keys, protected: true });
    opened.prompts.expect(
      choose(/Which connection/, 'keys', { shows: /eu-west-1[\s\S]*access keys · protected/ }),
      choose(/Which connection/, 'local', { shows: /Runs functions on this machine/ }),
      choose(/Which connection/, 'work', { shows: /access keys · eu-west-1/ }),
    );
    await selectConnection(app);
    assert.equal(app.connection.name, 'keys');
    await selectConnection(app);
    assert.equal(app.connection.name, 'local');
    await selectConnection(app);
    assert.equal(app.connection.name, 'work');
    assert.deepEqual(opened.connections.setting, [
      { ...keys, protected: true },
      { name: 'work', credentials: { kind: 'profile', profile: 'work' } },
    ]);
    opened.prompts.expect(dismiss(/Which connection/));
    await assert.rejects(selectConnection(app), { name: 'Cancelled' });
  });

  test('selecting tells what is wrong in the setting', async () => {
    opened.connections.setting = [{ name: 'broken' }];
    opened.prompts.expect(choose(/Which connection/, 'local'));
    await selectConnection(app);
    assert.match(opened.shown.warnings[0]?.text ?? '', /^The connection broken has no known kind/);
    assert.equal(opened.shown.warnings[0]?.fixes[0]?.title, 'Open Settings');
  });

  test('another region is for this workspace, and the own one comes back', async () => {
    await app.connections.save(keys);
    await app.connections.select('keys');
    opened.prompts.expect(
      choose(/Region of keys/, 'us-west-2'),
      choose(/Region of keys/, "The connection's own: eu-west-1"),
    );
    await changeRegion(app);
    assert.equal(app.connection.known().region, 'us-west-2');
    assert.deepEqual(opened.connections.setting, [keys]);
    await changeRegion(app);
    assert.equal(app.connection.known().region, 'eu-west-1');
  });

  test('signing in to keys asks for new ones', async () => {
    await app.connections.save(keys, { secrets });
    opened.prompts.expect(
      keep(/Access key id of keys/, 'AKIASTORED'),
      type(/Secret access key/, 'newer-secret'),
      type(/Session token/, 'newer-token'),
    );
    await signIn(app, 'keys');
    assert.deepEqual(await app.connections.secrets('keys'), {
      accessKeyId: 'AKIASTORED',
      secretAccessKey: 'newer-secret',
      sessionToken: 'newer-token',
    });
    await assert.rejects(signIn(app, 'local'), /needs no sign-in/);
  });
});

test('an emulator by AWS is found by its folder', async () => {
  const { findEmulators } = await import('../../src/host/emulators.ts');
  const bench = await startTestBench();
  const opened = await bench.open();
  try {
    assert.deepEqual(await findEmulators(opened.folder), []);
    const folder = join(opened.folder, '.aws/emulator/9297');
    await mkdir(folder, { recursive: true });
    assert.deepEqual(await findEmulators(opened.folder), [], 'without a certificate');
    await writeFile(join(folder, 'ca.pem'), '');
    const { emulatorKeys } = await import('../../src/host/emulators.ts');
    const [emulator] = await findEmulators(opened.folder);
    const any = { accessKeyId: 'test', secretAccessKey: 'test' };
    assert.deepEqual(await emulatorKeys(emulator ?? { url: '' }), any, 'where it checks none');
    for (const run of ['first', 'second']) {
      await writeFile(
        join(folder, 'emulator_credentials'),
        `[default]\naws_access_key_id = ${run}\naws_secret_access_key=${run}-secret\n`,
      );
      assert.deepEqual(await emulatorKeys(emulator ?? { url: '' }), {
        accessKeyId: run,
        secretAccessKey: `${run}-secret`,
      });
    }
    assert.deepEqual(
      await emulatorKeys({ url: 'https://x', caFile: join(folder, 'other.pem') }),
      {},
    );
    assert.deepEqual(await findEmulators(opened.folder), [
      { url: 'https://127.0.0.1:9297', caFile: join(folder, 'ca.pem') },
    ]);
  } finally {
    await opened.finish();
    await bench.close();
  }
});
