import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { CreateRoleCommand, GetRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, ListTagsCommand, TagResourceCommand } from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { createRunner, lambdaTrust, localClients, refusalOf } from '../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../support/localEndpoint.ts';
import {
  exchange,
  openedSocket,
  openSocket,
  readAnswer,
  signedHeaders,
  signedRequest,
} from '../support/rawRequests.ts';

const functions = '/2015-03-31/functions';
const form = { 'content-type': 'application/x-www-form-urlencoded' };

const megabyte = 1024 * 1024;

const policyForm =
  'Action=PutRolePolicy&Version=2010-05-08&RoleName=runner&PolicyName=p&PolicyDocument=';

const zip = zipSync({ 'index.js': strToU8('exports.handler = async () => 1') });

suite('A hostile client of the local endpoint', () => {
  let endpoint: LocalEndpoint;
  let beside: readonly string[];

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint();
    beside = await filesBeside();
    await createRunner(localClients(endpoint).iam);
  });

  suiteTeardown(() => endpoint.stop());

  /** Whatever was done before, the endpoint goes on, has no bug to report, and wrote nowhere else. */
  teardown(async () => {
    await localClients(endpoint).iam.send(new ListRolesCommand());
    assert.equal(endpoint.stderr(), '');
    assert.deepEqual(await filesBeside(), beside);
  });

  const host = 'Host: 127.0.0.1\r\n';
  const malformed: Readonly<Record<string, readonly [status: number, request: string | Buffer]>> = {
    'bytes that are no HTTP': [400, Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 0, 13, 10, 13, 10])],
    'another version of HTTP': [400, `GET / HTTP/9.9\r\n${host}\r\n`],
    'a method that does not exist': [400, `BREW / HTTP/1.1\r\n${host}\r\n`],
    'no host': [400, 'GET / HTTP/1.1\r\n\r\n'],
    'a header without a colon': [400, `GET / HTTP/1.1\r\n${host}Nothing\r\n\r\n`],
    'a NUL in a header': [400, `GET / HTTP/1.1\r\n${host}A: b\0c\r\n\r\n`],
    'a body with two lengths': [
      400,
      `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`,
    ],
    'a body with a length and in chunks': [
      400,
      `POST / HTTP/1.1\r\n${host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    'a body of a negative length': [400, `POST / HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`],
    'one huge header': [431, `GET / HTTP/1.1\r\n${host}A: ${'x'.repeat(100_000)}\r\n\r\n`],
    'thousands of headers': [431, `GET / HTTP/1.1\r\n${host}${'A: b\r\n'.repeat(20_000)}\r\n`],
    'a whole URL as its target': [
      400,
      `GET http://127.0.0.1/ HTTP/1.1\r\n${host}Connection: close\r\n\r\n`,
    ],
    'a star as its target': [400, `OPTIONS * HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
    'a bad escape in its query': [400, `GET /?a=%FF HTTP/1.1\r\n${host}Connection: close\r\n\r\n`],
  };
  for (const [what, [status, request]] of Object.entries(malformed)) {
    test(`that sends ${what} is told so`, async () => {
      const answer = await exchange(endpoint, request);
      // Without a host, HTTP itself answers.
      if (what === 'no host') return assert.equal(answer.status, status);
      assert.equal(answer.status, status, answer.headers);
      assert.match(answer.headers, /X-Amzn-ErrorType: \w+/i);
      assert.equal(typeof JSON.parse(answer.body).message, 'string');
    });
  }

  test('that sends wrong chunk lengths is cut off', async () => {
    const head = `POST ${functions} HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n`;
    for (const chunk of ['zz\r\n', 'fffffffffffffffff\r\n', '2\r\nabcdef\r\n']) {
      const { status } = await exchange(endpoint, head, chunk);
      assert.ok(status === 400 || status === 403, `${status}`);
    }
  });

  test('that sends many requests at once gets an answer to each, in their order', async () => {
    const socket = openSocket(endpoint);
    const pair = `GET / HTTP/1.1\r\n${host}\r\nGET * HTTP/1.1\r\n${host}\r\n`;
    socket.end(pair.repeat(100));
    const statuses = [...(await text(socket)).matchAll(/HTTP\/1\.1 (\d+) /g)].map(
      ([, found]) => found,
    );
    assert.deepEqual(statuses, Array.from({ length: 100 }, () => ['403', '400']).flat());
  });

  test('that waits to be asked for its body is asked', async () => {
    const answer = await signedRequest(endpoint, {
      path: functions,
      headers: { expect: '100-continue' },
      body: '{}',
    });
    assert.equal(answer.status, 100);
    assert.match(answer.body, /^HTTP\/1\.1 400 /);
  });

  test('that goes away in the middle of requests leaves nothing behind', async () => {
    const before = await memory();
    for (let round = 0; round < 40; round += 1) {
      const socket = await openedSocket(endpoint);
      const head = `POST ${functions} HTTP/1.1\r\n${host}Content-Length: 60000000\r\n\r\n`;
      socket.write(round % 2 === 0 ? head.slice(0, 40) : head);
      socket.write(Buffer.alloc(1_000_000));
      socket.destroy();
      await once(socket, 'close');
    }
    assert.ok((await memory()) - before < 100 * megabyte);
  });

  test('that opens hundreds of idle connections does not hinder others', async () => {
    const before = await memory();
    const sockets = await Promise.all(Array.from({ length: 400 }, () => openedSocket(endpoint)));
    for (const socket of sockets) socket.write('GET / HTTP/1.1\r\n');
    await localClients(endpoint).iam.send(new ListRolesCommand());
    assert.ok((await memory()) - before < 60 * megabyte);
    for (const socket of sockets) socket.destroy();
  });

  test('that sends a body byte by byte costs little more than the body', async () => {
    const before = await memory();
    const body = 'x'.repeat(1_000_000);
    const headers = await signedHeaders(endpoint, { path: functions, body });
    const socket = openSocket(endpoint);
    socket.write(`POST ${functions} HTTP/1.1\r\n${headers}Transfer-Encoding: chunked\r\n\r\n`);
    socket.write('1\r\nx\r\n'.repeat(body.length));
    await settled(socket);
    const grown = (await memory()) - before;
    assert.ok(grown < 60 * megabyte, `${grown}`);
    socket.write('0\r\n\r\n');
    const [answer] = await once(socket, 'data');
    assert.equal(readAnswer(String(answer)).status, 400);
    socket.destroy();
  });

  for (const [what, body] of [
    ['deep', `{"Tags":${'['.repeat(100_000)}`],
    ['deep and whole', `{"Tags":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_001)}`],
    ['wide', `{"Tags":{${Array.from({ length: 1_000_000 }, (_, i) => `"${i}":""`).join()}}}`],
    ['a list', '[]'],
    ['a number', '1'],
    ['null', 'null'],
    ['not UTF-8', Buffer.from('{"Role":"\xff"}', 'latin1')],
    ['with a function name of 6 MB', JSON.stringify({ FunctionName: 'a-'.repeat(3_000_000) })],
  ] as const) {
    test(`that sends JSON that is ${what} is refused in AWS’ form`, async () => {
      const {
        status,
        headers,
        body: answer,
      } = await signedRequest(endpoint, { path: functions, body });
      assert.equal(status, 400);
      assert.match(headers, /x-amzn-errortype: \w+Exception/);
      assert.equal(typeof Object.values(JSON.parse(answer))[0], 'string');
    });
  }

  test('that tags with the names of an object’s own parts changes nothing but its tags', async () => {
    const { lambda } = localClients(endpoint);
    const FunctionName = 'tagged';
    await lambda.send(
      new CreateFunctionCommand({ ...plain(FunctionName), Code: { ZipFile: zip } }),
    );
    const Resource = `arn:aws:lambda:us-east-1:000000000000:function:${FunctionName}`;
    const path = `/2017-03-31/tags/${encodeURIComponent(Resource)}`;
    const { status } = await signedRequest(endpoint, {
      path,
      body: '{"Tags":{"__proto__":"p","constructor":"c"},"__proto__":{"Tags":{"x":"y"}}}',
    });
    assert.equal(status, 204);
    await lambda.send(new TagResourceCommand({ Resource, Tags: { k: 'v' } }));
    const { body } = await signedRequest(endpoint, { method: 'GET', path });
    assert.deepEqual(
      new Map(Object.entries(JSON.parse(body).Tags)),
      new Map([
        ['__proto__', 'p'],
        ['constructor', 'c'],
        ['k', 'v'],
      ]),
    );
    const { Tags } = await lambda.send(new ListTagsCommand({ Resource }));
    assert.equal(Tags?.['k'], 'v');
  });

  for (const [what, body] of [
    ['a bad escape', 'Action=ListRoles&Version=2010-05-08&Marker=%FF'],
    ['bytes that are not UTF-8', Buffer.from('Action=ListRoles&Marker=\xff', 'latin1')],
    ['a name that is nested too deep', `Action=ListRoles&${'a.'.repeat(100)}a=1`],
    ['an unknown action', `Action=${'x'.repeat(1000)}`],
    ['a number that is none', 'Action=ListRoles&Version=2010-05-08&MaxItems=1e999'],
    ['a policy that is deep', `${policyForm}${'['.repeat(100_000)}`],
    ['a policy that is deep and whole', `${policyForm}${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ] as const) {
    test(`that sends a form with ${what} is refused in AWS’ form`, async () => {
      const answer = await signedRequest(endpoint, {
        path: '/',
        service: 'iam',
        headers: form,
        body,
      });
      assert.equal(answer.status, 400, answer.body.slice(0, 500));
      assert.match(answer.body, /<Error><Type>Sender<\/Type><Code>\w+<\/Code><Message>/);
    });
  }

  test('that sends a form of very many or very far members is answered', async () => {
    for (const bomb of ['Tags.member.999999999.Key=a', 'a=&'.repeat(200_000)]) {
      const body = `Action=ListRoles&Version=2010-05-08&${bomb}`;
      const { status } = await signedRequest(endpoint, {
        path: '/',
        service: 'iam',
        headers: form,
        body,
      });
      assert.equal(status, 200);
    }
  });

  test('that writes what XML must escape reads the same', async () => {
    const { iam } = localClients(endpoint);
    const Description = '</Description><Arn>&amp;"\']]>\r\n\t é';
    await iam.send(
      new CreateRoleCommand({
        RoleName: 'xml',
        Description,
        AssumeRolePolicyDocument: lambdaTrust,
      }),
    );
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'xml' }));
    assert.equal(Role?.Description, Description);
    const { message } = await refusalOf(iam.send(new GetRoleCommand({ RoleName: '<b>&' })));
    assert.doesNotMatch(message, /&lt;/);
  });

  test('that signs headers which are not there, or a path that cannot be read, is refused', async () => {
    const credential = `${endpoint.accessKeyId}/20261122/us-east-1/lambda/aws4_request`;
    const now = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    for (const names of ['constructor;host', '__proto__;host', 'toString', ';;;']) {
      const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=00`;
      const { status } = await exchange(
        endpoint,
        `GET ${functions} HTTP/1.1\r\n${host}Connection: close\r\nX-Amz-Date: ${now}\r\nAuthorization: ${authorization}\r\n\r\n`,
      );
      assert.equal(status, 403, names);
    }
    const answer = await signedRequest(endpoint, { method: 'GET', path: `${functions}/%FF` });
    assert.equal(answer.status, 400);
  });

  test('that signs the parts of a body one by one is refused, for Lambda has no such bodies', async () => {
    const signed = await signedHeaders(endpoint, { path: functions, body: '{}' });
    const chunked = 'Connection: close\r\nContent-Encoding: aws-chunked\r\n';
    const body = `2;chunk-signature=${'0'.repeat(64)}\r\n{}\r\n`;
    const { status, headers } = await exchange(
      endpoint,
      `POST ${functions} HTTP/1.1\r\n${signed}${chunked}Content-Length: ${body.length}\r\n\r\n`,
      body,
    );
    assert.equal(status, 403);
    assert.match(headers, /InvalidSignatureException/);
  });

  test('that packs many links to one large file is refused before anything is written', async () => {
    const { lambda } = localClients(endpoint);
    const large = { 'large.bin': new Uint8Array(100_000_000) };
    const links = Object.fromEntries(
      [1, 2, 3].map((index) => [
        `link-${index}`,
        [strToU8('large.bin'), { os: 3, attrs: (0o120777 << 16) >>> 0 }] as const,
      ]),
    );
    const ZipFile = zipSync({ ...large, ...links } as Parameters<typeof zipSync>[0]);
    const refused = await refusalOf(
      lambda.send(new CreateFunctionCommand({ ...plain('bomb'), Code: { ZipFile } })),
    );
    assert.deepEqual(
      [refused.name, refused.message],
      ['InvalidParameterValueException', 'Unzipped size must be smaller than 262144000 bytes'],
    );
  });

  async function settled(socket: Socket): Promise<void> {
    while (socket.writableLength > 0) await once(socket, 'drain');
    await localClients(endpoint).iam.send(new ListRolesCommand());
  }

  /** Bytes that the process has in memory, as Linux tells; what is tested here is the same everywhere. */
  async function memory(): Promise<number> {
    const status = await readFile(`/proc/${endpoint.pid}/status`, 'utf8').catch(() => '');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  }

  async function filesBeside(): Promise<readonly string[]> {
    const parent = dirname(endpoint.dataFolder);
    assert.ok((await stat(endpoint.dataFolder)).isDirectory());
    return (await readdir(parent)).filter((name) => /^(out|link|large|index)/.test(name));
  }
});

function plain(FunctionName: string) {
  const Role = 'arn:aws:iam::000000000000:role/runner';
  return { FunctionName, Runtime: 'nodejs22.x', Handler: 'index.handler', Role } as const;
}
