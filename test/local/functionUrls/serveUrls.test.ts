import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request, type ServerResponse } from 'node:http';
import {
  CreateAliasCommand,
  CreateFunctionUrlConfigCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { localClients } from '../../support/localClients.ts';
import { type LocalEndpoint, startLocalEndpoint } from '../../support/localEndpoint.ts';
import { createNodeFunctions } from '../../support/nodeFunctions.ts';
import { openUrl } from '../../support/openUrl.ts';
import { callUrl } from '../../support/urlClient.ts';

suite('A function URL', () => {
  let endpoint: LocalEndpoint;
  let clients: ReturnType<typeof localClients>;
  let echo: string;
  let answering: string;
  let streaming: string;

  suiteSetup(async () => {
    endpoint = await startLocalEndpoint({ args: ['--public-urls'] });
    clients = localClients(endpoint);
    await createNodeFunctions(clients, {
      echo: 'export const handler = async (event) => event;',
      answering: 'export const handler = async ({ body }) => eval("(" + body + ")");',
      streaming: `export const handler = awslambda.streamifyResponse(async ({ body }, stream) => {
        const { head, type, parts = [], gate, fail } = JSON.parse(body);
        const out = head ? awslambda.HttpResponseStream.from(stream, head) : stream;
        if (type) out.setContentType(type);
        for (const part of parts) {
          out.write(part);
          if (gate) await fetch(gate);
        }
        if (fail) throw new Error('in the midst');
        out.end();
      });`,
      busy: 'export const handler = async () => 1;',
    });
    echo = await openUrl(clients.lambda, 'echo');
    answering = await openUrl(clients.lambda, 'answering');
    streaming = await openUrl(clients.lambda, 'streaming', { InvokeMode: 'RESPONSE_STREAM' });
  });

  suiteTeardown(() => endpoint.stop());

  const json = ['Content-Type', 'application/json'];
  const answer = (source: string) =>
    callUrl(answering, { method: 'POST', headers: json, body: source });
  const stream = (event: unknown) =>
    callUrl(streaming, { method: 'POST', headers: json, body: JSON.stringify(event) });

  test('hands a request over in payload format 2.0', async () => {
    const before = Date.now();
    const { status, headers, body } = await callUrl(echo, {
      method: 'PUT',
      path: 'some/p%C3%A4th?a=1&a=2&b=x%20y&empty',
      headers: [
        'X-Odd',
        'With WeiRd CapS',
        'X-Twice',
        '1',
        'x-twice',
        '2',
        'Cookie',
        'c1=1; c2=2',
        'User-Agent',
        'test/1',
        'Content-Type',
        'text/plain; charset=utf-8',
      ],
      body: 'grüße',
    });
    assert.equal(status, 200);
    const event = Object(JSON.parse(body));
    const { hostname, host, port } = new URL(echo);
    const { requestContext, headers: received, ...rest } = event;
    assert.deepEqual(rest, {
      version: '2.0',
      routeKey: '$default',
      rawPath: '/some/p%C3%A4th',
      rawQueryString: 'a=1&a=2&b=x%20y&empty',
      cookies: ['c1=1', 'c2=2'],
      queryStringParameters: { a: '1,2', b: 'x y', empty: '' },
      body: 'grüße',
      isBase64Encoded: false,
    });
    assert.match(received['x-amzn-trace-id'], /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    assert.deepEqual(received, {
      host,
      'x-odd': 'With WeiRd CapS',
      'x-twice': '1,2',
      'user-agent': 'test/1',
      'content-type': 'text/plain; charset=utf-8',
      'content-length': String(Buffer.byteLength('grüße')),
      'x-amzn-trace-id': received['x-amzn-trace-id'],
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': port,
      'x-forwarded-proto': 'http',
    });
    const { time, timeEpoch, ...context } = requestContext;
    const urlId = hostname.split('.')[0];
    assert.deepEqual(context, {
      accountId: 'anonymous',
      apiId: urlId,
      domainName: hostname,
      domainPrefix: urlId,
      http: {
        method: 'PUT',
        path: '/some/p%C3%A4th',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test/1',
      },
      requestId: headers['x-amzn-requestid'],
      routeKey: '$default',
      stage: '$default',
    });
    assert.ok(timeEpoch >= before && timeEpoch <= Date.now());
    assert.match(time, /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  });

  test('leaves out what a request has not', async () => {
    const event: unknown = JSON.parse((await callUrl(echo)).body);
    const { rawQueryString, isBase64Encoded, ...rest } = Object(event);
    assert.equal(rawQueryString, '');
    assert.equal(isBase64Encoded, false);
    for (const name of ['body', 'cookies', 'queryStringParameters'])
      assert.ok(!(name in rest), name);
  });

  test('encodes bodies that are no text', async () => {
    for (const headers of [
      ['Content-Type', 'application/octet-stream'],
      ['Content-Type', 'multipart/form-data; boundary=x'],
      ['Content-Type', 'text/plain'],
      [],
    ]) {
      const body = Buffer.from([0xff, 0x00, 0x61]);
      const event: unknown = JSON.parse(
        (await callUrl(echo, { method: 'POST', headers, body })).body,
      );
      assert.equal(Object(event).body, body.toString('base64'), headers[1]);
      assert.equal(Object(event).isBase64Encoded, true);
    }
  });

  test('answers as the handler’s result says', async () => {
    const whole = await answer(`{
      statusCode: 201, headers: { 'X-Own': 'yes', 'X-Number': 7, 'Content-Length': '1' },
      cookies: ['a=1; Secure', 'b=2'], body: 'made' }`);
    assert.equal(whole.status, 201);
    assert.equal(whole.body, 'made');
    assert.equal(whole.headers['x-own'], 'yes');
    assert.equal(whole.headers['x-number'], '7');
    assert.deepEqual(whole.headers['set-cookie'], ['a=1; Secure', 'b=2']);
    assert.equal(whole.headers['content-type'], 'application/json');

    const asText = await answer(`{ statusCode: '418', body: "i'm a teapot" }`);
    assert.deepEqual([asText.status, asText.body], [418, "i'm a teapot"]);
    const encoded = await answer(`{ statusCode: 200, isBase64Encoded: true,
      headers: { 'content-type': 'text/plain' }, body: Buffer.from('bytes').toString('base64') }`);
    assert.deepEqual([encoded.body, encoded.headers['content-type']], ['bytes', 'text/plain']);
    const empty = await answer('{ statusCode: 204 }');
    assert.deepEqual([empty.status, empty.body], [204, '']);
  });

  test('takes a result without a status for JSON', async () => {
    for (const [source, body] of [
      ['{ hello: 1 }', '{"hello":1}'],
      ['"hello"', 'hello'],
      ['3', '3'],
      ['[1,{}]', '[1,{}]'],
      ['null', 'null'],
    ] as const) {
      const { status, headers, body: received } = await answer(source);
      assert.deepEqual(
        [status, headers['content-type'], received],
        [200, 'application/json', body],
      );
    }
  });

  test('answers 502 for failures and for results that make no sense', async () => {
    for (const source of [
      '(() => { throw new Error("no") })()',
      '{ statusCode: "fine" }',
      '{ statusCode: 99 }',
      '{ statusCode: 200, headers: { "bad name": "x" } }',
      '{ statusCode: 200, headers: { name: "line\\nend" } }',
      '"x".repeat(6291600)',
    ]) {
      const { status, body } = await answer(source);
      assert.deepEqual([status, body], [502, 'Internal Server Error'], source);
    }
  });

  test('answers HEAD without a body', async () => {
    const { status, headers, body } = await callUrl(echo, { method: 'HEAD' });
    assert.deepEqual([status, body], [200, '']);
    assert.ok(Number(headers['content-length']) > 100);
  });

  test('refuses requests whose event is too large', async () => {
    for (const size of [6_291_457, 6_291_000]) {
      const body = Buffer.alloc(size, 'x');
      const { status } = await callUrl(echo, { method: 'POST', body });
      assert.equal(status, 413, String(size));
    }
  });

  test('leads to its alias', async () => {
    await clients.lambda.send(new PublishVersionCommand({ FunctionName: 'answering' }));
    await clients.lambda.send(
      new CreateAliasCommand({ FunctionName: 'answering', Name: 'live', FunctionVersion: '1' }),
    );
    const url = await openUrl(clients.lambda, 'answering', { Qualifier: 'live' });
    const version = 'process.env.AWS_LAMBDA_FUNCTION_VERSION';
    const { body } = await callUrl(url, { method: 'POST', headers: json, body: version });
    assert.equal(body, '1');
  });

  test('is throttled as Invoke is', async () => {
    const url = await openUrl(clients.lambda, 'busy');
    const input = { FunctionName: 'busy', ReservedConcurrentExecutions: 0 };
    await clients.lambda.send(new PutFunctionConcurrencyCommand(input));
    const { status, body } = await callUrl(url);
    assert.equal(status, 429);
    assert.match(body, /Rate Exceeded/);
  });

  test('streams what its handler writes, with the head that it gives', async () => {
    const plain = await stream({ parts: ['one ', 'two'], type: 'text/html' });
    assert.deepEqual(
      [plain.status, plain.headers['content-type'], plain.body],
      [200, 'text/html', 'one two'],
    );
    const untyped = await stream({ parts: ['x'] });
    assert.equal(untyped.headers['content-type'], 'application/octet-stream');
    const head = { statusCode: 202, headers: { 'X-Own': 'yes' }, cookies: ['a=1'] };
    const whole = await stream({ head, parts: ['one ', 'two'] });
    assert.deepEqual([whole.status, whole.headers['x-own'], whole.body], [202, 'yes', 'one two']);
    assert.deepEqual(whole.headers['set-cookie'], ['a=1']);
    const empty = await stream({});
    assert.deepEqual([empty.status, empty.body], [200, '']);
  });

  test('sends the first part while the handler still runs', async () => {
    const waiting = Promise.withResolvers<ServerResponse>();
    const gate = createServer((_request, response) => waiting.resolve(response));
    gate.listen(0, '127.0.0.1');
    await once(gate, 'listening');
    const body = JSON.stringify({
      head: { statusCode: 200 },
      parts: ['first'],
      gate: `http://127.0.0.1:${Object(gate.address()).port}`,
    });
    const { host, port } = new URL(streaming);
    const headers = { host, 'content-type': 'application/json' };
    const sent = request({ host: '127.0.0.1', port, method: 'POST', headers }).end(body);
    const [response] = await once(sent, 'response');
    const [part] = await once(response, 'data');
    assert.equal(String(part), 'first');
    (await waiting.promise).end();
    await once(response, 'end');
    gate.close();
  });

  test('answers 502 for a stream that fails at once, and cuts one that fails later', async () => {
    const { status, body } = await stream({ fail: true });
    assert.deepEqual([status, body], [502, 'Internal Server Error']);
    await assert.rejects(stream({ parts: ['begun'], fail: true }), /aborted|ECONNRESET/);
  });

  test('that streams passes the result of a handler on that does not', async () => {
    const input = { FunctionName: 'echo', Qualifier: undefined };
    await clients.lambda.send(new PublishVersionCommand(input));
    await clients.lambda.send(
      new CreateAliasCommand({ FunctionName: 'echo', Name: 'streamed', FunctionVersion: '1' }),
    );
    const more = { Qualifier: 'streamed', InvokeMode: 'RESPONSE_STREAM' } as const;
    const url = await openUrl(clients.lambda, 'echo', more);
    const { status, body } = await callUrl(url, { path: 'here' });
    assert.equal(status, 200);
    assert.equal(Object(JSON.parse(body)).rawPath, '/here');
  });

  test('that nobody has is refused as AWS does', async () => {
    const { port } = new URL(endpoint.endpoint);
    const id = '0123456789abcdefghijklmnopqrstuv';
    const answered = await callUrl(`http://${id}.lambda-url.${endpoint.region}.localhost:${port}/`);
    assert.deepEqual([answered.status, answered.body], [403, '{"Message":null}']);
    assert.equal(answered.headers['x-amzn-errortype'], 'AccessDeniedException');
  });

  test('is refused to all without a permission for everybody', async () => {
    const input = { FunctionName: 'streaming', AuthType: 'NONE', Qualifier: 'open' } as const;
    await clients.lambda.send(new PublishVersionCommand({ FunctionName: 'streaming' }));
    await clients.lambda.send(
      new CreateAliasCommand({ FunctionName: 'streaming', Name: 'open', FunctionVersion: '1' }),
    );
    const created = await clients.lambda.send(new CreateFunctionUrlConfigCommand(input));
    const { status, body } = await callUrl(created.FunctionUrl ?? '');
    assert.equal(status, 403);
    assert.deepEqual(JSON.parse(body), {
      Message:
        'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
    });
  });
});
