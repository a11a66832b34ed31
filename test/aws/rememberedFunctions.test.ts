import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Account } from '../../src/aws/account.ts';
import { connect } from '../../src/aws/connect.ts';
import { listen } from '../support/listen.ts';

const arn = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;

suite('What is known of functions without asking', () => {
  let server: Server;
  let account: Account;
  let requests: string[];
  let timeout: number;
  let mode: string | undefined;
  let refusal: string | undefined;

  setup(async () => {
    requests = [];
    timeout = 3;
    mode = 'RESPONSE_STREAM';
    refusal = undefined;
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
        const error = mode === undefined ? 'ResourceNotFoundException' : refusal;
        if (error) {
          response.writeHead(mode === undefined ? 404 : 403, { 'x-amzn-errortype': error });
          response.end('{"Message":"no"}');
        } else response.end(JSON.stringify({ InvokeMode: mode, AuthType: 'AWS_IAM' }));
      } else response.end(JSON.stringify(configuration));
    });
    const port = await listen(server);
    account = connect({
      connection: 'here',
      endpoint: `http://127.0.0.1:${port}`,
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

  test('learns how a URL answers once, without anybody waiting', async () => {
    account.functions.learnUrlMode('orders');
    account.functions.learnUrlMode('orders');
    assert.equal(account.functions.knownUrlMode('orders'), undefined);
    await until(() => account.functions.knownUrlMode('orders') === 'RESPONSE_STREAM');
    assert.equal(requests.length, 1);
    account.functions.learnUrlMode('orders', 'live');
    await until(() => requests.length === 2);
  });

  test('leaves it at one question where the answer is no', async () => {
    refusal = 'AccessDeniedException';
    account.functions.learnUrlMode('orders');
    await until(() => requests.length === 1);
    account.functions.learnUrlMode('orders');
    await delay(50);
    assert.equal(requests.length, 1);
    assert.equal(account.functions.knownUrlMode('orders'), undefined);
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
    assert.equal(account.functions.knownUrlMode('orders'), 'BUFFERED');
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(5);
}
