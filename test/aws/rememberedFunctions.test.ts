import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Account } from '../../src/aws/account.ts';
import { connect } from '../../src/aws/connect.ts';

const arn = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;

suite('What is known of functions without asking', () => {
  let server: Server;
  let account: Account;
  let requests: string[];
  let timeout: number;
  let mode: string | undefined;

  setup(async () => {
    requests = [];
    timeout = 3;
    mode = 'RESPONSE_STREAM';
    server = createServer((request, response) => {
      const { pathname, search } = new URL(request.url ?? '', 'http://here');
      requests.push(`${request.method} ${pathname}${search}`);
      const configuration = {
        FunctionName: 'orders',
        FunctionArn: arn('orders'),
        Timeout: timeout,
      };
      if (pathname.endsWith('/functions')) {
        response.end(JSON.stringify({ Functions: [configuration] }));
      } else if (request.method === 'DELETE') {
        response.writeHead(204).end();
      } else if (pathname.endsWith('/url')) {
        if (mode === undefined) {
          response.writeHead(404, { 'x-amzn-errortype': 'ResourceNotFoundException' });
          response.end('{"Message":"none"}');
        } else response.end(JSON.stringify({ InvokeMode: mode, AuthType: 'AWS_IAM' }));
      } else response.end(JSON.stringify(configuration));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    assert.ok(typeof address === 'object' && address !== null);
    account = connect({
      connection: 'here',
      endpoint: `http://127.0.0.1:${address.port}`,
      region: 'eu-west-1',
      accountId: undefined,
      credentials: { accessKeyId: 'AKIDHERE', secretAccessKey: 'a-secret-for-nothing' },
    });
  });

  teardown(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  test('is nothing at first', () => {
    assert.equal(account.functions.known('orders'), undefined);
    assert.equal(account.functions.knownUrlMode('orders'), undefined);
    assert.deepEqual(requests, []);
  });

  test('comes from a list and from looking one up, by name and by ARN', async () => {
    for await (const _page of account.functions.list());
    assert.equal(account.functions.known('orders')?.timeout, 3);
    timeout = 60;
    await account.functions.find('orders');
    assert.equal(account.functions.known(arn('orders'))?.timeout, 60);
    const elsewhere = arn('orders').replace('000000000000', '111111111111');
    assert.equal(account.functions.known(elsewhere), undefined);
  });

  test('ends with the function', async () => {
    await account.functions.find('orders');
    await account.functions.url('orders');
    await account.functions.delete('orders');
    assert.equal(account.functions.known('orders'), undefined);
    assert.equal(account.functions.knownUrlMode('orders'), undefined);
  });

  test('tells how the URL of a function or an alias answers', async () => {
    await account.functions.url('orders');
    assert.equal(account.functions.knownUrlMode('orders'), 'RESPONSE_STREAM');
    assert.equal(account.functions.knownUrlMode('orders', '$LATEST'), 'RESPONSE_STREAM');
    assert.equal(account.functions.knownUrlMode('orders', 'live'), undefined);
    await account.functions.url('orders', undefined, 'live');
    assert.match(requests.at(-1) ?? '', /\?Qualifier=live$/);
    assert.equal(account.functions.knownUrlMode('orders', 'live'), 'RESPONSE_STREAM');
    mode = undefined;
    await account.functions.url('orders');
    assert.equal(account.functions.knownUrlMode('orders'), undefined);
  });
});
