import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Sha256 } from '@aws-crypto/sha256-js';
import {
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { localClients } from '../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/localEndpoint.ts';
import { createNodeFunctions } from '../../support/nodeFunctions.ts';
import { openUrl } from '../../support/openUrl.ts';
import { callUrl, type UrlCall } from '../../support/urlClient.ts';

suite('Access to a function URL', () => {
  let endpoint: LocalEndpoint;
  let clients: ReturnType<typeof localClients>;
  let open: string;
  let closed: string;

  const counting = 'let runs = 0; export const handler = async () => ({ runs: runs += 1 });';
  const page = 'https://app.example.com';

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint({ args: ['--public-urls'] });
    clients = localClients(endpoint);
    await createNodeFunctions(clients, {
      open: counting,
      closed:
        'export const handler = async ({ requestContext, headers, body }) => ({ requestContext, headers, body });',
    });
    open = await openUrl(clients.lambda, 'open');
    const input = { FunctionName: 'closed', AuthType: 'AWS_IAM' } as const;
    const created = await clients.lambda.send(new CreateFunctionUrlConfigCommand(input));
    closed = created.FunctionUrl ?? '';
  });

  suiteTeardown(() => endpoint.stop());

  const allow = (AllowOrigins: string[], more: object = {}) =>
    clients.lambda.send(
      new UpdateFunctionUrlConfigCommand({
        FunctionName: 'open',
        Cors: { AllowOrigins, ...more },
      }),
    );

  /** How often the function has run, this once included. */
  async function runs(): Promise<number> {
    const { status, body } = await callUrl(open);
    assert.equal(status, 200, body);
    return Object(JSON.parse(body)).runs;
  }

  async function assertNotRun(calls: readonly UrlCall[], url = open): Promise<void> {
    const before = await runs();
    for (const call of calls) {
      const { status } = await callUrl(url, call);
      assert.equal(status, 403, JSON.stringify(call));
    }
    assert.equal(await runs(), before + 1);
  }

  test('is refused to web pages, whatever they do and whatever a wildcard says', async () => {
    const own = new URL(open).origin;
    const calls = [page, 'null', '*', own, 'http://localhost'].flatMap((origin) => [
      { headers: ['Origin', origin] },
      { method: 'POST', headers: ['Origin', origin], body: '{}' },
      { method: 'OPTIONS', headers: ['Origin', origin, 'Access-Control-Request-Method', 'POST'] },
    ]);
    await assertNotRun(calls);
    await allow(['*']);
    await assertNotRun(calls);
    await allow(['https://other.example.com', 'null']);
    await assertNotRun(calls);
  });

  test('is refused to what web pages load without naming themselves', async () => {
    await allow(['*']);
    await assertNotRun(
      ['cross-site', 'same-site'].map((site) => ({ headers: ['Sec-Fetch-Site', site] })),
    );
    for (const site of ['none', 'same-origin']) {
      const { status } = await callUrl(open, { headers: ['Sec-Fetch-Site', site] });
      assert.equal(status, 200, site);
    }
  });

  test('lets a browser that shows a refusal fetch nothing for it, not even an icon', async () => {
    const refusals = [
      { headers: ['Sec-Fetch-Site', 'cross-site'] },
      { path: '?%zz' },
      { path: `?${'a'.repeat(40_000)}` },
    ];
    for (const call of refusals) {
      const { status = 0, headers } = await callUrl(open, call);
      assert.ok(status >= 400);
      assert.equal(headers['content-security-policy'], "default-src 'none'; sandbox");
    }
  });

  test('is given to a page whose origin is named, with the headers that browsers want', async () => {
    await allow([page], {
      AllowCredentials: true,
      AllowHeaders: ['X-Own', 'Content-Type'],
      AllowMethods: ['GET', 'PUT'],
      ExposeHeaders: ['X-Shown'],
      MaxAge: 60,
    });
    const before = await runs();
    const asked = await callUrl(open, {
      method: 'OPTIONS',
      headers: ['Origin', page, 'Access-Control-Request-Method', 'PUT'],
    });
    assert.equal(asked.status, 200);
    assert.equal(asked.headers['access-control-allow-origin'], page);
    assert.equal(asked.headers['access-control-allow-methods'], 'GET,PUT');
    assert.equal(asked.headers['access-control-allow-headers'], 'X-Own,Content-Type');
    assert.equal(asked.headers['access-control-allow-credentials'], 'true');
    assert.equal(asked.headers['access-control-max-age'], '60');

    const headers = ['Origin', page, 'Sec-Fetch-Site', 'cross-site'];
    const answered = await callUrl(open, { method: 'PUT', headers });
    assert.equal(answered.status, 200);
    assert.equal(Object(JSON.parse(answered.body)).runs, before + 1);
    assert.equal(answered.headers['access-control-allow-origin'], page);
    assert.equal(answered.headers['access-control-expose-headers'], 'X-Shown');
    assert.equal((await callUrl(open)).headers['access-control-allow-origin'], undefined);
  });

  test('is by its own host name and port only', async () => {
    const { hostname, port } = new URL(open);
    const [id = ''] = hostname.split('.');
    const { region } = endpoint;
    await assertNotRun(
      [
        hostname,
        `${hostname}:1`,
        `${hostname}.:${port}`,
        `${hostname}.example.com:${port}`,
        `${id}.lambda-url.eu-north-1.localhost:${port}`,
        `${id}.lambda-url.${region}.on.aws:${port}`,
        `${id}.localhost:${port}`,
        `x.${hostname}:${port}`,
        `example.com:${port}`,
        `127.0.0.1:${port}`,
        `localhost:${port}`,
      ].map((host) => ({ headers: ['Host', host] })),
    );
  });

  test('is not had by a second host name in the same request', async () => {
    const { host, port } = new URL(open);
    const before = await runs();
    for (const hosts of [
      ['example.com', host],
      [host, 'example.com'],
    ]) {
      const socket = connect(Number(port), '127.0.0.1');
      await once(socket, 'connect');
      socket.end(`GET / HTTP/1.1\r\n${hosts.map((name) => `Host: ${name}\r\n`).join('')}\r\n`);
      assert.match(await text(socket), /^HTTP\/1\.1 403 /);
    }
    assert.equal(await runs(), before + 1);
  });

  test('opens no other door of the endpoint', async () => {
    const listed = await callUrl(open, { path: '2015-03-31/functions' });
    assert.deepEqual(Object.keys(JSON.parse(listed.body)), ['runs']);
    const reset = await callUrl(open, {
      method: 'POST',
      path: '.lambda-bench/reset',
      headers: ['Authorization', `Bearer ${endpoint.secretAccessKey}`],
    });
    assert.equal(reset.status, 200);
    assert.ok((await runs()) > 1);
  });

  test('without authentication is off until it is switched on', async () => {
    const careful = await startLocalEndpoint();
    try {
      const own = localClients(careful);
      await createNodeFunctions(own, { open: counting });
      const { status, body } = await callUrl(await openUrl(own.lambda, 'open'));
      assert.equal(status, 403);
      assert.match(Object(JSON.parse(body)).Message, /--public-urls/);
    } finally {
      await careful.stop();
    }
  });

  async function signed(
    call: { method?: string; path?: string; body?: string; service?: string; region?: string },
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } = endpoint,
  ): Promise<UrlCall> {
    const { method = 'POST', path = '', body = '' } = call;
    const { service = 'lambda', region = endpoint.region } = call;
    const { host } = new URL(closed);
    const signer = new SignatureV4({ credentials, region, service, sha256: Sha256 });
    const [pathname = '', query = ''] = `/${path}`.split('?');
    const { headers } = await signer.sign({
      method,
      path: pathname,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: { host },
      body,
      protocol: 'http:',
      hostname: host,
    });
    return { method, path, body, headers: Object.entries(headers).flat() };
  }

  test('with AWS_IAM is given to the account’s own key, and tells who called', async () => {
    const call = await signed({ path: 'a%20b/c?x=1&y=a%2Fb', body: '{"a":1}' });
    const { status, body } = await callUrl(closed, call);
    assert.equal(status, 200, body);
    const { requestContext, headers, body: received } = Object(JSON.parse(body));
    const { accountId, accessKeyId } = endpoint;
    assert.equal(requestContext.accountId, accountId);
    assert.deepEqual(requestContext.authorizer, {
      iam: {
        accessKey: accessKeyId,
        accountId,
        callerId: accountId,
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: `arn:aws:iam::${accountId}:root`,
        userId: accountId,
      },
    });
    assert.equal(headers.authorization, undefined);
    assert.equal(received, Buffer.from('{"a":1}').toString('base64'));
  });

  test('with AWS_IAM is refused without a signature, or with one that is not right', async () => {
    const unsigned = await callUrl(closed, { method: 'POST', body: '{}' });
    assert.equal(unsigned.status, 403);
    assert.match(Object(JSON.parse(unsigned.body)).Message, /^Forbidden\. For troubleshooting/);

    const good = await signed({ body: '{"a":1}' });
    for (const [call, code] of [
      [{ ...good, body: '{"a":2}' }, 'InvalidSignatureException'],
      [{ ...good, path: 'other' }, 'InvalidSignatureException'],
      [await signed({ service: 'execute-api' }), 'InvalidSignatureException'],
      [await signed({ region: 'eu-north-1' }), 'InvalidSignatureException'],
      [
        await signed({}, { ...endpoint, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }),
        'UnrecognizedClientException',
      ],
    ] as const) {
      const { status, headers } = await callUrl(closed, call);
      assert.deepEqual([status, headers['x-amzn-errortype']], [403, code]);
    }
  });

  test('with AWS_IAM is given to roles whose policies allow both actions', async () => {
    const call = async () => {
      const { Credentials: assumed } = await clients.sts.send(
        new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'test' }),
      );
      const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = assumed ?? {};
      const session = {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: SessionToken,
      };
      return callUrl(closed, await signed({ body: '{}' }, session));
    };
    const assertRefused = async () => {
      const { status, body } = await call();
      assert.equal(status, 403);
      assert.match(Object(JSON.parse(body)).Message, /^Forbidden\. For troubleshooting/);
    };
    const allowRole = (Action: string[], Condition: object = {}) =>
      clients.iam.send(
        new PutRolePolicyCommand({
          RoleName: 'caller',
          PolicyName: 'own',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Action, Resource: '*', Condition },
          }),
        }),
      );
    const { Role } = await clients.iam.send(
      new CreateRoleCommand({
        RoleName: 'caller',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${endpoint.accountId}:root` },
            Action: 'sts:AssumeRole',
          },
        }),
      }),
    );
    const roleArn = Role?.Arn ?? '';
    await assertRefused();
    await allowRole(['lambda:InvokeFunctionUrl']);
    await assertRefused();
    const both = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'];
    await allowRole(both, { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } });
    await assertRefused();
    await allowRole(both);
    const { status, body } = await call();
    assert.equal(status, 200, body);
    const { userArn } = Object(JSON.parse(body)).requestContext.authorizer.iam;
    assert.equal(userArn, `arn:aws:sts::${endpoint.accountId}:assumed-role/caller/test`);
    await clients.iam.send(new DeleteRolePolicyCommand({ RoleName: 'caller', PolicyName: 'own' }));
    await assertRefused();

    for (const permission of [
      { StatementId: 'url', Action: both[0], FunctionUrlAuthType: 'AWS_IAM' },
      { StatementId: 'run', Action: both[1], InvokedViaFunctionUrl: true },
    ] as const) {
      await clients.lambda.send(
        new AddPermissionCommand({ FunctionName: 'closed', Principal: roleArn, ...permission }),
      );
    }
    assert.equal((await call()).status, 200);
  });
});
