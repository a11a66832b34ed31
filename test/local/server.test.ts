import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Sha256 } from '@aws-crypto/sha256-js';
import { CreateRoleCommand, GetRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { InvokeCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { issueSession } from '../../src/local/protocol/credentials.ts';
import { lambdaTrust, localClients, refusalOf } from '../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../support/localEndpoint.ts';

suite('A request to the local endpoint', () => {
  let endpoint: LocalEndpoint;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
  });

  suiteTeardown(() => endpoint.stop());

  const functions = '/2015-03-31/functions';

  test('with a good signature is answered', async () => {
    const { status, body } = await send(await signed('GET', functions));
    assert.equal(status, 200);
    assert.deepEqual(JSON.parse(body), { Functions: [] });
  });

  test('of a web page is refused, however well it is signed', async () => {
    for (const origin of ['https://example.com', endpoint.endpoint, 'null']) {
      const good = await signed('GET', functions);
      const { status } = await send({ ...good, headers: { ...good.headers, origin } });
      assert.equal(status, 403, origin);
    }
  });

  test('for another host is refused, however well it is signed', async () => {
    const port = new URL(endpoint.endpoint).port;
    for (const host of ['example.com', `example.com:${port}`, '127.0.0.1:1', '']) {
      const { status } = await send(await signed('GET', functions, { host }));
      assert.equal(status, 403, host);
    }
    const local = await send(await signed('GET', functions, { host: `localhost:${port}` }));
    assert.equal(local.status, 200);
  });

  test('without a signature is refused in each service’s form', async () => {
    const lambda = await send({ method: 'GET', path: functions, headers: {}, body: '' });
    assert.equal(lambda.status, 403);
    assert.equal(lambda.headers['x-amzn-errortype'], 'MissingAuthenticationTokenException');
    assert.deepEqual(JSON.parse(lambda.body), { message: 'Missing Authentication Token' });
    const sts = await send({
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    });
    assert.equal(sts.status, 403);
    assert.match(sts.body, /<Code>MissingAuthenticationToken<\/Code>/);
  });

  test('with an unknown key is refused in each service’s words', async () => {
    const { lambda, iam, sts } = localClients(endpoint, {
      accessKeyId: 'AKIAUNKNOWN',
      secretAccessKey: endpoint.secretAccessKey,
    });
    const unknown = 'The security token included in the request is invalid.';
    assert.deepEqual(await refusalOf(lambda.send(new ListFunctionsCommand())), {
      name: 'UnrecognizedClientException',
      message: unknown,
      status: 403,
    });
    for (const call of [
      iam.send(new ListRolesCommand()),
      sts.send(new GetCallerIdentityCommand()),
    ]) {
      const { name, status } = await refusalOf(call);
      assert.deepEqual({ name, status }, { name: 'InvalidClientTokenId', status: 403 });
    }
  });

  test('with a wrong secret is refused in each service’s words', async () => {
    const { accessKeyId } = endpoint;
    const { lambda, iam } = localClients(endpoint, { accessKeyId, secretAccessKey: 'wrong' });
    const first = await refusalOf(lambda.send(new ListFunctionsCommand()));
    assert.deepEqual([first.name, first.status], ['InvalidSignatureException', 403]);
    const second = await refusalOf(iam.send(new ListRolesCommand()));
    assert.deepEqual([second.name, second.status], ['SignatureDoesNotMatch', 403]);
  });

  test('whose body, path, query or signed header was changed is refused', async () => {
    const good = await signed('POST', `${functions}/f/invocations`, { body: '{}' });
    for (const changed of [
      { ...good, body: '[]' },
      { ...good, path: `${functions}/g/invocations` },
      { ...good, path: `${good.path}?Qualifier=1` },
      { ...good, headers: { ...good.headers, 'x-amz-date': '20200101T000000Z' } },
    ]) {
      const { status, headers } = await send(changed);
      assert.equal(status, 403);
      assert.equal(headers['x-amzn-errortype'], 'InvalidSignatureException');
    }
  });

  test('with a clock that is off by more than five minutes is refused with both times', async () => {
    const minutes = (count: number) => new Date(Date.now() + count * 60_000);
    const early = await send(await signed('GET', functions, { date: minutes(-6) }));
    assert.match(early.body, /Signature expired: \w+ is now earlier than \w+ \(\w+ - 5 min\.\)/);
    const late = await send(await signed('GET', functions, { date: minutes(6) }));
    assert.match(late.body, /Signature not yet current: \w+ is still later than \w+/);
    const fair = await send(await signed('GET', functions, { date: minutes(4) }));
    assert.equal(fair.status, 200);
  });

  test('that was signed for another region is refused by Lambda', async () => {
    const { status, headers } = await send(await signed('GET', functions, { region: 'eu-west-1' }));
    assert.equal(status, 403);
    assert.equal(headers['x-amzn-errortype'], 'InvalidSignatureException');
  });

  test('with a presigned URL is answered until it expires', async () => {
    const path = '/?Action=GetCallerIdentity&Version=2011-06-15';
    const fresh = await send(await presigned(path, new Date()));
    assert.equal(fresh.status, 200);
    assert.match(fresh.body, /<Account>000000000000<\/Account>/);
    const old = await send(await presigned(path, new Date(Date.now() - 120_000)));
    assert.match(old.body, /<Code>SignatureDoesNotMatch<\/Code><Message>Signature expired/);
  });

  test('of a handler is made as its execution role', async () => {
    const { iam } = localClients(endpoint);
    const role = { RoleName: 'runner', AssumeRolePolicyDocument: lambdaTrust };
    const { Role } = await iam.send(new CreateRoleCommand(role));
    const session = { seconds: 900, role: { roleArn: Role?.Arn ?? '', session: 'orders' } };
    const credentials = issueSession(endpoint.secretAccessKey, session);
    const { sts } = localClients(endpoint, credentials);
    const { Arn, UserId } = await sts.send(new GetCallerIdentityCommand());
    assert.equal(Arn, 'arn:aws:sts::000000000000:assumed-role/runner/orders');
    assert.equal(UserId, `${Role?.RoleId}:orders`);
  });

  test('with a session that has expired, or was made up, is refused', async () => {
    const session = {
      seconds: 900,
      role: { roleArn: 'arn:aws:iam::000000000000:role/r', session: 's' },
    };
    const yesterday = Date.now() - 24 * 60 * 60 * 1000;
    const old = issueSession(endpoint.secretAccessKey, session, yesterday);
    const expired = await refusalOf(
      localClients(endpoint, old).lambda.send(new ListFunctionsCommand()),
    );
    assert.equal(expired.name, 'ExpiredTokenException');
    const forged = issueSession('another secret', session);
    const unknown = await refusalOf(
      localClients(endpoint, forged).lambda.send(new ListFunctionsCommand()),
    );
    assert.equal(unknown.name, 'UnrecognizedClientException');
  });

  test('that is larger than Lambda takes is refused before it is read', async () => {
    const { lambda } = localClients(endpoint);
    const command = new InvokeCommand({ FunctionName: 'f', Payload: new Uint8Array(6_291_457) });
    const { name, message, status } = await refusalOf(lambda.send(command));
    assert.equal(name, 'RequestEntityTooLargeException');
    assert.equal(
      message,
      'Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    );
    assert.equal(status, 413);
  });

  test('that is refused early is heard to its end, so that the refusal can be read', async () => {
    const socket = connect(Number(new URL(endpoint.endpoint).port), '127.0.0.1');
    const path = '/2015-03-31/functions/f/invocations';
    socket.write(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 8000000\r\n\r\n`);
    const [first] = await once(socket, 'data');
    assert.match(String(first), /^HTTP\/1\.1 403 /);
    const closed = once(socket, 'close');
    socket.end(Buffer.alloc(8_000_000));
    const [hadError] = await closed;
    assert.equal(hadError, false);
  });

  test('for something that AWS does not have is told so', async () => {
    const path = await send(await signed('GET', '/2015-03-31/no-such-thing'));
    assert.deepEqual(
      [path.status, path.headers['x-amzn-errortype']],
      [404, 'UnknownOperationException'],
    );
    const action = await send(
      await signed('POST', '/', { service: 'iam', body: 'Action=NoSuchAction&Version=2010-05-08' }),
    );
    assert.equal(action.status, 400);
    assert.match(action.body, /<Code>InvalidAction<\/Code>/);
  });

  test('for something that is not served is told so at once, with a code', async () => {
    const lambda = await send(await signed('GET', '/2020-04-22/code-signing-configs/csc-1'));
    assert.deepEqual([lambda.status, lambda.headers['x-amzn-errortype']], [501, 'NotImplemented']);
    assert.match(lambda.body, /GetCodeSigningConfig/);
    const iam = await send(
      await signed('POST', '/', { service: 'iam', body: 'Action=ListUsers&Version=2010-05-08' }),
    );
    assert.equal(iam.status, 501);
    assert.match(iam.body, /<Code>NotImplemented<\/Code><Message>[^<]*ListUsers/);
    const s3 = await send(await signed('GET', '/', { service: 's3' }));
    assert.equal(s3.status, 501);
    assert.match(s3.body, /<Code>NotImplemented<\/Code><Message>[^<]*\(s3\)/);
    const body = 'Action=ListStacks&Version=2010-05-15';
    const stacks = await send(await signed('POST', '/', { service: 'cloudformation', body }));
    assert.equal(stacks.status, 501);
    assert.match(stacks.body, /<Message>[^<]*\(cloudformation ListStacks\)/);
  });

  test('for something that is not served is told so however its client signs', async () => {
    const request = await signed('PUT', '/bucket/key', { service: 's3', body: 'content' });
    const { status } = await send({ ...request, body: 'sent in a form that is not signed' });
    assert.equal(status, 501);
  });

  test('with a broken body is refused as what it is', async () => {
    const { status, body } = await send(await signed('POST', functions, { body: '{"Role":' }));
    assert.equal(status, 400);
    assert.match(body, /Could not parse request body into json/);
    const wrongKind = await send(await signed('POST', functions, { body: '{"Role":{}}' }));
    assert.equal(wrongKind.headers['x-amzn-errortype'], 'SerializationException');
  });

  test('to the endpoint’s own routes needs the secret', async () => {
    for (const authorization of ['', 'Bearer wrong']) {
      const headers = { authorization };
      const { status } = await send({
        method: 'POST',
        path: '/.lambda-bench/reset',
        headers,
        body: '',
      });
      assert.equal(status, 403);
    }
  });

  test('to empty the account leaves nothing in it', async () => {
    const { iam } = localClients(endpoint);
    const role = { RoleName: 'gone', AssumeRolePolicyDocument: lambdaTrust };
    await iam.send(new CreateRoleCommand(role));
    const headers = { authorization: `Bearer ${endpoint.secretAccessKey}` };
    const reset = await send({ method: 'POST', path: '/.lambda-bench/reset', headers, body: '' });
    assert.equal(reset.status, 204);
    const { name } = await refusalOf(iam.send(new GetRoleCommand({ RoleName: 'gone' })));
    assert.equal(name, 'NoSuchEntityException');
  });

  interface Plain {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }

  async function signed(
    method: string,
    path: string,
    options: {
      body?: string;
      host?: string;
      service?: string;
      region?: string;
      date?: Date;
    } = {},
  ): Promise<Plain> {
    const { body = '', service = 'lambda', region = endpoint.region, date } = options;
    const host = options.host ?? new URL(endpoint.endpoint).host;
    const headers = service === 'lambda' ? { host } : { host, ...form };
    const signer = signerFor(service, region);
    const bag = { method, path, headers, body, query: {}, protocol: 'http:', hostname: host };
    const request = await signer.sign(bag, date === undefined ? {} : { signingDate: date });
    return { method, path, headers: request.headers, body };
  }

  async function presigned(target: string, date: Date): Promise<Plain> {
    const { host, pathname, searchParams } = new URL(target, endpoint.endpoint);
    const query = Object.fromEntries(searchParams);
    const bag = { method: 'GET', path: pathname, query, headers: { host } };
    const request = await signerFor('sts', endpoint.region).presign(
      { ...bag, protocol: 'http:', hostname: host, body: '' },
      { expiresIn: 60, signingDate: date },
    );
    const pairs = Object.entries(request.query ?? {}).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const path = `${pathname}?${new URLSearchParams(pairs)}`;
    return { method: 'GET', path, headers: { host }, body: '' };
  }

  function signerFor(service: string, region: string): SignatureV4 {
    return new SignatureV4({ credentials: endpoint, region, service, sha256: Sha256 });
  }

  async function send({ method, path, headers, body }: Plain) {
    const { hostname, port } = new URL(endpoint.endpoint);
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const call = request({
      hostname,
      port,
      method,
      path,
      headers: { ...headers, ...length },
      agent: false,
    });
    call.end(body);
    return new Promise<{ status: number; headers: NodeJS.Dict<unknown>; body: string }>(
      (resolve, reject) => {
        call.on('error', reject);
        call.on('response', (response) => {
          text(response).then(
            (body) =>
              resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
            reject,
          );
        });
      },
    );
  }
});

const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
