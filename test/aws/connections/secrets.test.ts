import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { listProfiles, openConnection, signIn, signOut } from '../../../src/aws/connect.ts';
import type { ConnectionDefinition } from '../../../src/aws/connections/definition.ts';
import { type AwsHome, openAwsHome } from '../../support/awsHome.ts';
import { filesBelow } from '../../support/filesBelow.ts';
import { keyProfile } from '../../support/keyProfile.ts';
import { localClients } from '../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/localEndpoint.ts';
import { scriptedDoors } from '../../support/scriptedDoors.ts';
import { type SsoServer, startSsoServer } from '../../support/ssoServer.ts';

/** All that stands for a secret which is not the endpoint's own begins so. */
const mark = /marked-[\w-]+/;

suite('No credential is written or said anywhere', () => {
  let endpoint: LocalEndpoint;
  let home: AwsHome;
  let sso: SsoServer;
  let temporary: string;
  let secrets: string[];
  let said: string[];
  const written = { out: process.stdout.write, error: process.stderr.write };

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
  });

  suiteTeardown(() => endpoint.stop());

  setup(async () => {
    home = await openAwsHome();
    temporary = await mkdtemp(join(tmpdir(), 'lambda-bench-tmp-'));
    home.set({ TMPDIR: temporary, AWS_EC2_METADATA_DISABLED: 'true' });
    said = [];
    const { Credentials } = await localClients(endpoint).sts.send(new GetSessionTokenCommand());
    const session = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    secrets = [endpoint.secretAccessKey, session.secretAccessKey, session.sessionToken];
    sso = await startSsoServer(async () => ({ ...session, expiration: Date.now() + 3_600_000 }));
    await home.write('.aws/config', config());
    await home.write(
      '.aws/credentials',
      `${keyProfile('keys', endpoint)}${keyProfile('wrong', { ...endpoint, secretAccessKey: 'marked-wrong-secret' })}aws_session_token = marked-wrong-token\n`,
    );
    // The reporter of the tests writes too, and must be seen.
    const listen = (write: typeof written.out) =>
      function heard(this: NodeJS.WriteStream, ...args: Parameters<typeof write>): boolean {
        said.push(String(args[0]));
        return Reflect.apply(write, this, args);
      } as typeof write;
    process.stdout.write = listen(written.out);
    process.stderr.write = listen(written.error);
  });

  teardown(async () => {
    process.stdout.write = written.out;
    process.stderr.write = written.error;
    await sso.close();
    await home.close();
    await rm(temporary, { recursive: true, force: true });
  });

  function config(): string {
    const place = `region = us-east-1\nendpoint_url = ${endpoint.endpoint}\n`;
    const profiles: Readonly<Record<string, string>> = {
      keys: '',
      wrong: '',
      role: 'role_arn = arn:aws:iam::000000000000:role/nobody\nsource_profile = keys',
      failing: `credential_process = "${process.execPath}" -e "console.log('marked-output'); console.error('marked-error'); process.exit(1)" marked-argument`,
      talking: `credential_process = echo marked-output`,
      partial: `credential_process = echo '{"Version":1,"SecretAccessKey":"marked-secret"}'`,
      unknown: `credential_process = echo '{"Version":1,"AccessKeyId":"AKIAUNKNOWN","SecretAccessKey":"marked-secret","SessionToken":"marked-token"}'`,
      login: 'login_session = marked-session',
    };
    const sections = Object.entries(profiles).map(
      ([name, lines]) => `[profile ${name}]\n${lines}\n${place}`,
    );
    const services = ['lambda', 'iam', 'sts']
      .map((name) => `${name} =\n  endpoint_url = ${endpoint.endpoint}\n`)
      .concat(['sso', 'sso_oidc'].map((name) => `${name} =\n  endpoint_url = ${sso.url}\n`));
    return `${sections.join('')}[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n[profile corp]\nsso_session = corp\nsso_account_id = ${endpoint.accountId}\nsso_role_name = developer\nregion = us-east-1\nservices = here\n[services here]\n${services.join('')}`;
  }

  /** Uses a connection in every way, and keeps all that is said of it. */
  async function use(definition: Omit<ConnectionDefinition, 'name'>): Promise<void> {
    const doors = scriptedDoors({
      secrets: {
        accessKeyId: endpoint.accessKeyId,
        secretAccessKey: 'marked-typed-secret',
        sessionToken: 'marked-typed-token',
        loginToken: 'marked-login-token',
      },
      mfaCode: '123456',
    });
    const tell = (value: unknown) => said.push(inspect(value, { depth: 12 }));
    try {
      const account = await openConnection({ name: 'mine', ...definition }, doors);
      tell({ ...account.target, credentials: undefined });
      const invocation = account.invoke({
        functionName: 'orders',
        type: 'RequestResponse',
        payload: Buffer.from('{}'),
      });
      const works = [account.identity(), account.functions.find('a'), invocation];
      await Promise.all(works.map((work) => work.then(tell, tell)));
    } catch (error) {
      tell(error);
    }
    said.push(...doors.logged);
  }

  function assertSilent(): void {
    const all = said.join('\n');
    assert.ok(all.length > 100, 'something was said');
    assert.doesNotMatch(all, mark);
    for (const secret of secrets) assert.ok(!all.includes(secret));
  }

  async function filesWith(pattern: RegExp): Promise<string[]> {
    const found: string[] = [];
    for (const folder of [home.folder, temporary]) {
      for (const { file, content } of await filesBelow(folder)) {
        if (pattern.test(content)) found.push(file.slice(folder.length));
      }
    }
    return found.toSorted();
  }

  const profiles = ['keys', 'wrong', 'role', 'failing', 'talking', 'partial', 'unknown', 'login'];
  for (const profile of [...profiles, 'corp']) {
    test(`of the profile ${profile}`, async () => {
      await use({ credentials: { kind: 'profile', profile } });
      assertSilent();
    });
  }

  test('of keys, tokens and roles', async () => {
    const place = { endpoint: { url: endpoint.endpoint }, region: 'us-east-1' };
    const identityPoolId = 'us-east-1:00000000-0000-0000-0000-000000000000';
    await use({ credentials: { kind: 'accessKeys' }, ...place });
    await use({
      credentials: { kind: 'accessKeys' },
      ...place,
      assumeRole: { roleArn: 'arn:aws:iam::000000000000:role/x', mfaSerial: 'GAHT12345678' },
    });
    await use({
      credentials: { kind: 'cognito', identityPoolId, provider: 'accounts.google.com' },
      ...place,
    });
    await use({ credentials: { kind: 'environment' }, ...place });
    await use({ credentials: { kind: 'default' }, ...place });
    assertSilent();
  });

  test('of a session, but in the file that AWS has for it', async () => {
    const corp = { name: 'corp', credentials: { kind: 'profile', profile: 'corp' } } as const;
    const doors = scriptedDoors();
    const before = await filesWith(mark);
    await signIn(corp, doors, new AbortController().signal);
    await use(corp);
    const [token = '', ...others] = (await filesWith(mark)).filter(
      (file) => !before.includes(file),
    );
    assert.match(token.replaceAll('\\', '/'), /^\/\.aws\/sso\/cache\/[0-9a-f]{40}\.json$/);
    assert.deepEqual(others, []);
    await signOut(corp, doors);
    assert.deepEqual(await filesWith(mark), before);
    said.push(...doors.logged, inspect(doors.codesShown));
    assertSilent();
  });

  test('of profiles that are listed', async () => {
    said.push(inspect(await listProfiles(), { depth: 5, maxArrayLength: null }));
    assertSilent();
  });
});
