import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { openConnection, signIn, signOut } from '../../../src/aws/connect.ts';
import type { ConnectionDefinition } from '../../../src/aws/connections/definition.ts';
import { isCancelled, isUserError, type UserError } from '../../../src/errors.ts';
import { type AwsHome, openAwsHome } from '../../support/awsHome.ts';
import { localClients } from '../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/localEndpoint.ts';
import { scriptedDoors } from '../../support/scriptedDoors.ts';
import { type SsoServer, startSsoServer } from '../../support/ssoServer.ts';

suite('A session with IAM Identity Center', () => {
  const corp = connection('corp');
  const legacy = connection('legacy');
  let endpoint: LocalEndpoint;
  let home: AwsHome;
  let sso: SsoServer;
  let credentialsLast: number;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
  });

  suiteTeardown(() => endpoint.stop());

  setup(async () => {
    home = await openAwsHome();
    credentialsLast = 3_600_000;
    sso = await startSsoServer(async () => {
      const { Credentials } = await localClients(endpoint).sts.send(new GetSessionTokenCommand());
      return {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
        expiration: Date.now() + credentialsLast,
      };
    });
    await home.write(
      '.aws/config',
      `[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
[profile corp]
sso_session = corp
sso_account_id = ${endpoint.accountId}
sso_role_name = developer
region = us-east-1
services = here
[profile legacy]
sso_start_url = https://old.awsapps.com/start
sso_region = eu-west-1
sso_account_id = ${endpoint.accountId}
sso_role_name = developer
region = us-east-1
services = here
[profile lost]
sso_session = nowhere
sso_account_id = ${endpoint.accountId}
sso_role_name = developer
region = us-east-1
[profile forbidden]
sso_session = corp
sso_account_id = ${endpoint.accountId}
sso_role_name = forbidden
region = us-east-1
services = here
[services here]
lambda =
  endpoint_url = ${endpoint.endpoint}
iam =
  endpoint_url = ${endpoint.endpoint}
sts =
  endpoint_url = ${endpoint.endpoint}
sso =
  endpoint_url = ${sso.url}
sso_oidc =
  endpoint_url = ${sso.url}
`,
    );
  });

  teardown(async () => {
    await sso.close();
    await home.close();
  });

  function never(): AbortSignal {
    return new AbortController().signal;
  }

  async function failing(work: Promise<unknown>): Promise<UserError> {
    const error: unknown = await work.then(
      () => assert.fail('It did not fail.'),
      (failure: unknown) => failure,
    );
    assert.ok(isUserError(error), String(error));
    assert.doesNotMatch(`${error.message} ${error.cause}`, /marked-/);
    return error;
  }

  for (const [kind, definition, key] of [
    ['of a profile with an sso-session', corp, 'corp'],
    ['of a profile of the older form', legacy, 'https://old.awsapps.com/start'],
  ] as const) {
    test(`${kind} begins by a code, and the action goes on`, async () => {
      const doors = scriptedDoors();
      const account = await openConnection(definition, doors);
      const { fix } = await failing(account.identity());
      assert.equal(fix?.command, 'lambdaBench.signIn');
      assert.deepEqual(doors.codesShown, [], 'nothing pops up by itself');

      sso.answers.push('AuthorizationPendingException', 'AuthorizationPendingException');
      await signIn(definition, doors, never());
      assert.deepEqual(
        doors.codesShown.map(({ userCode, url }) => [userCode, url]),
        [['ABCD-EFGH', sso.page]],
      );
      assert.equal((await account.identity()).accountId, endpoint.accountId);

      const folder = join(home.folder, '.aws/sso/cache');
      assert.deepEqual(await readdir(folder), [
        `${createHash('sha1').update(key).digest('hex')}.json`,
      ]);
    });
  }

  test('leaves a token that nobody else can read, in the form of the AWS CLI', async () => {
    await signIn(corp, scriptedDoors(), never());
    const folder = join(home.folder, '.aws/sso/cache');
    const [name = ''] = await readdir(folder);
    const { mode } = await stat(join(folder, name));
    if (process.platform !== 'win32') assert.equal(mode & 0o777, 0o600);
    const token = JSON.parse(await readFile(join(folder, name), 'utf8'));
    assert.deepEqual(Object.keys(token).sort(), [
      'accessToken',
      'clientId',
      'clientSecret',
      'expiresAt',
      'refreshToken',
      'region',
      'registrationExpiresAt',
      'startUrl',
    ]);
    assert.match(token.expiresAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  test('is shared with the AWS CLI', async function () {
    const run = promisify(execFile);
    const version = await run('aws', ['--version']).catch(() => undefined);
    if (!version) {
      console.log('      (the AWS CLI is not installed: not tried)');
      this.skip();
    }
    await signIn(corp, scriptedDoors(), never());
    const { stdout } = await run('aws', ['sts', 'get-caller-identity', '--profile', 'corp'], {
      env: { ...process.env, ...sso.environment },
    });
    assert.equal(JSON.parse(stdout).Account, endpoint.accountId);
  });

  test('is refreshed without a question when its token expires', async () => {
    sso.lifetime = 60;
    await signIn(corp, scriptedDoors(), never());
    sso.lifetime = 3600;
    const account = await openConnection(corp, scriptedDoors());
    await account.identity();
    assert.equal(sso.calls.filter((call) => call === 'POST /token').length, 2);
    assert.equal(sso.calls.filter((call) => call === 'POST /client/register').length, 1);
  });

  test('registers this program once for all sign-ins', async () => {
    await signIn(corp, scriptedDoors(), never());
    await signIn(corp, scriptedDoors(), never());
    assert.equal(sso.calls.filter((call) => call === 'POST /client/register').length, 1);
  });

  test('that was ended elsewhere leaves the use of credentials that are valid for some minutes more', async () => {
    credentialsLast = 60_000;
    await signIn(corp, scriptedDoors(), never());
    const account = await openConnection(corp, scriptedDoors());
    await account.identity();
    sso.tokens.clear();
    credentialsLast = 3_600_000;
    // Valid for less than five minutes: renewing is tried, and what is left will do meanwhile.
    assert.deepEqual(await pages(account.functions.list()), []);
  });

  test('whose token is refused says so', async () => {
    await signIn(corp, scriptedDoors(), never());
    sso.tokens.clear();
    const account = await openConnection(corp, scriptedDoors());
    const { fix, message } = await failing(account.identity());
    assert.equal(fix?.command, 'lambdaBench.signIn');
    assert.match(message, /^The session of corp with IAM Identity Center has ended/);
  });

  test('ends for all tools by signing out', async () => {
    const doors = scriptedDoors();
    await signIn(corp, doors, never());
    const account = await openConnection(corp, doors);
    await account.identity();
    await signOut(corp, doors);
    assert.deepEqual(await readdir(join(home.folder, '.aws/sso/cache')), []);
    assert.equal(sso.tokens.size, 0);
    const { fix } = await failing(pages(account.functions.list()));
    assert.equal(fix?.command, 'lambdaBench.signIn');
    await signOut(corp, doors);
  });

  test('is forgotten on this machine even where nobody can be told', async () => {
    const doors = scriptedDoors();
    await signIn(corp, doors, never());
    await sso.close();
    await signOut(corp, doors);
    assert.deepEqual(await readdir(join(home.folder, '.aws/sso/cache')), []);
    assert.doesNotMatch(doors.logged.join(), /marked-/);
    assert.equal(doors.logged.length, 1);
    sso = await startSsoServer(() => Promise.reject(new Error('Not asked.')));
  });

  test('waits longer when it is told to slow down', async () => {
    sso.answers.push('SlowDownException');
    const stop = new AbortController();
    const signing = signIn(corp, scriptedDoors(), stop.signal);
    await until(() => sso.calls.includes('POST /token'));
    const asked = sso.calls.length;
    await new Promise((wake) => setTimeout(wake, 200));
    assert.equal(sso.calls.length, asked);
    stop.abort();
    await assert.rejects(signing, isCancelled);
  });

  test('is given up at once when the person cancels', async () => {
    sso.answers.push(
      ...Array<'AuthorizationPendingException'>(1000).fill('AuthorizationPendingException'),
    );
    const stop = new AbortController();
    const doors = scriptedDoors({ onDeviceCode: () => setTimeout(() => stop.abort(), 50) });
    await assert.rejects(signIn(corp, doors, stop.signal), isCancelled);
    await assert.rejects(readdir(join(home.folder, '.aws/sso/cache')), /ENOENT/);
  });

  test('does not begin by an expired code, nor by one that was declined', async () => {
    sso.answers.push('ExpiredTokenException');
    const expired = await failing(signIn(corp, scriptedDoors(), never()));
    assert.match(expired.message, /^The code to sign in with has expired/);
    sso.answers.push('AccessDeniedException');
    const declined = await failing(signIn(corp, scriptedDoors(), never()));
    assert.match(declined.message, /^Signing in was declined in the browser/);
  });

  test('opens no page but a web page', async () => {
    sso.page = 'vscode://some.extension/run';
    const doors = scriptedDoors();
    const { message } = await failing(signIn(corp, doors, never()));
    assert.match(message, /no web page over https/);
    assert.deepEqual(doors.codesShown, []);
  });

  test('needs a profile that signs in', async () => {
    await home.write(
      '.aws/credentials',
      '[plain]\naws_access_key_id = a\naws_secret_access_key = b\nregion = us-east-1\n',
    );
    const { message } = await failing(signIn(connection('plain'), scriptedDoors(), never()));
    assert.match(
      message,
      /^The connection plain has no sign-in of IAM Identity Center: the profile plain/,
    );
  });

  test('that the config file does not describe is named', async () => {
    const message =
      /^The profile lost names the sso-session nowhere, which is not in the config file/;
    assert.match(
      (await failing(signIn(connection('lost'), scriptedDoors(), never()))).message,
      message,
    );
    const account = await openConnection(connection('lost'), scriptedDoors());
    assert.match((await failing(account.identity())).message, message);
  });

  test('without access to the role says so', async () => {
    await signIn(corp, scriptedDoors(), never());
    const account = await openConnection(connection('forbidden'), scriptedDoors());
    const { message } = await failing(account.identity());
    assert.match(message, /^IAM Identity Center does not give you the role that forbidden names/);
  });
});

function connection(profile: string): ConnectionDefinition {
  return { name: profile, credentials: { kind: 'profile', profile } };
}

async function pages<T>(listing: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of listing) all.push(...page);
  return all;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((wake) => setTimeout(wake, 10));
}
