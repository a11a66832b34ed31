import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Credentials, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { openConnection } from '../../../src/aws/connect.ts';
import type { ConnectionDefinition } from '../../../src/aws/connections/definition.ts';
import { isCancelled, isUserError } from '../../../src/errors.ts';
import { type AwsHome, openAwsHome } from '../../support/awsHome.ts';
import { listen } from '../../support/listen.ts';
import { localClients } from '../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/localEndpoint.ts';
import { scriptedDoors } from '../../support/scriptedDoors.ts';

suite('Credentials that a machine or another program has', () => {
  let endpoint: LocalEndpoint;
  let home: AwsHome;
  let session: Required<Pick<Credentials, 'AccessKeyId' | 'SecretAccessKey' | 'SessionToken'>>;
  let server: Server;
  let url: string;
  let asked: {
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
  }[];
  let answers: Readonly<Record<string, string>>;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    const { Credentials } = await localClients(endpoint).sts.send(new GetSessionTokenCommand());
    session = {
      AccessKeyId: Credentials?.AccessKeyId ?? '',
      SecretAccessKey: Credentials?.SecretAccessKey ?? '',
      SessionToken: Credentials?.SessionToken ?? '',
    };
  });

  suiteTeardown(() => endpoint.stop());

  setup(async () => {
    home = await openAwsHome();
    home.set({ AWS_ENDPOINT_URL: endpoint.endpoint, AWS_REGION: 'us-east-1' });
    asked = [];
    answers = {};
    server = createServer(async (request, response) => {
      const path = `${request.method} ${request.url}`;
      asked.push({ path, headers: request.headers, body: await text(request) });
      const answer = answers[path];
      response
        .writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
        .end(answer);
    });
    const port = await listen(server);
    url = `http://127.0.0.1:${port}`;
  });

  teardown(async () => {
    server.closeAllConnections();
    server.close();
    await home.close();
  });

  function inAnHour(): string {
    return new Date(Date.now() + 3_600_000).toISOString();
  }

  async function whoIs(definition: Omit<ConnectionDefinition, 'name'>): Promise<string> {
    const account = await openConnection({ name: 'mine', ...definition }, scriptedDoors());
    return (await account.identity()).accountId;
  }

  function profile(name: string): Omit<ConnectionDefinition, 'name'> {
    return { credentials: { kind: 'profile', profile: name } };
  }

  test('come from the container, with its token', async () => {
    answers = {
      'GET /credentials': JSON.stringify({
        AccessKeyId: session.AccessKeyId,
        SecretAccessKey: session.SecretAccessKey,
        Token: session.SessionToken,
        Expiration: inAnHour(),
      }),
    };
    home.set({
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'marked-token',
    });
    assert.equal(await whoIs({ credentials: { kind: 'default' } }), endpoint.accountId);
    assert.equal(asked[0]?.headers.authorization, 'marked-token');
  });

  test('are asked of a container elsewhere only when the person agrees', async () => {
    home.set({
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'https://credentials.example.com:444/mine',
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'marked-token',
    });
    const doors = scriptedDoors();
    const account = await openConnection({ name: 'm', credentials: { kind: 'default' } }, doors);
    await assert.rejects(account.identity(), isCancelled);
    assert.deepEqual(doors.hostsAsked, ['credentials.example.com:444']);
  });

  test('come from the EC2 instance, for a role of a profile', async () => {
    answers = {
      'PUT /latest/api/token': 'a-token',
      'GET /latest/meta-data/iam/security-credentials/': 'machine',
      'GET /latest/meta-data/iam/security-credentials/machine': JSON.stringify({
        Code: 'Success',
        AccessKeyId: session.AccessKeyId,
        SecretAccessKey: session.SecretAccessKey,
        Token: session.SessionToken,
        Expiration: inAnHour(),
      }),
    };
    await home.write('.aws/config', '[profile machine]\ncredential_source = Ec2InstanceMetadata\n');
    home.set({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url });
    assert.equal(await whoIs({ credentials: { kind: 'default' } }), endpoint.accountId);
  });

  test('are nowhere: the default chain says so', async () => {
    home.set({ AWS_EC2_METADATA_DISABLED: 'true' });
    await assert.rejects(
      whoIs({ credentials: { kind: 'default' } }),
      (error) =>
        isUserError(error) &&
        /^There are no credentials in the environment, in the profile or on this machine/.test(
          error.message,
        ),
    );
  });

  suite('by aws login', () => {
    const login = 'arn:aws:sts::123456789012:assumed-role/me/session';
    let file: string;

    async function loggedIn(expiresAt: string): Promise<void> {
      home.set({ AWS_LOGIN_CACHE_DIRECTORY: `${home.folder}/login` });
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      file = await home.write(
        `login/${createHash('sha256').update(login).digest('hex')}.json`,
        JSON.stringify({
          accessToken: {
            accessKeyId: session.AccessKeyId,
            secretAccessKey: session.SecretAccessKey,
            sessionToken: session.SessionToken,
            accountId: endpoint.accountId,
            expiresAt,
          },
          clientId: 'arn:aws:signin:::devtools/same-device',
          refreshToken: 'marked-refresh-token',
          dpopKey: privateKey.export({ type: 'sec1', format: 'pem' }),
        }),
      );
      await home.write(
        '.aws/config',
        `[profile console]\nlogin_session = ${login}\nregion = us-east-1\nservices = s\n[services s]\nsignin =\n  endpoint_url = ${url}\n`,
      );
    }

    test('are used as they are', async () => {
      await loggedIn(inAnHour());
      assert.equal(await whoIs(profile('console')), endpoint.accountId);
      assert.deepEqual(asked, []);
    });

    test('are refreshed when they are about to expire, and left for the AWS CLI', async () => {
      // The endpoint of everything would win over the profile's own.
      delete process.env['AWS_ENDPOINT_URL'];
      home.set({
        AWS_ENDPOINT_URL_STS: endpoint.endpoint,
        AWS_ENDPOINT_URL_IAM: endpoint.endpoint,
      });
      await loggedIn(new Date(Date.now() + 60_000).toISOString());
      answers = {
        'POST /v1/token': JSON.stringify({
          accessToken: {
            accessKeyId: session.AccessKeyId,
            secretAccessKey: session.SecretAccessKey,
            sessionToken: session.SessionToken,
          },
          tokenType: 'aws_sigv4',
          expiresIn: 900,
          refreshToken: 'marked-second-refresh-token',
        }),
      };
      assert.equal(await whoIs(profile('console')), endpoint.accountId);
      assert.match(asked[0]?.body ?? '', /marked-refresh-token/);
      assert.match(await readFile(file, 'utf8'), /marked-second-refresh-token/);
      assert.ok((await stat(file)).size > 0);
    });
  });
});
