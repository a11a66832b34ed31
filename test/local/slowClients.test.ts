import assert from 'node:assert/strict';
import { jsonRpcService } from '../../src/local/protocol/jsonRpc.ts';
import { listen, portOf } from '../../src/local/server.ts';
import { exchange, signedHeaders } from '../support/rawRequests.ts';

suite('A slow client of the local endpoint', () => {
  const limits = { headersTimeout: 150, requestTimeout: 400, connectionsCheckingInterval: 50 };
  const nothing = jsonRpcService({
    ...{ name: 'Nothing', model: { operations: new Map(), errors: new Map() }, operations: {} },
    ...{ constraints: {}, violationCode: '', context: undefined, maximumBody: 1000 },
    authorize: () => undefined,
  });
  const elsewhere = () => ({ service: nothing, dialect: 'json', regional: false }) as const;
  const key = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };
  const internal = () => undefined;

  for (const [what, rest] of [
    ['the rest of its headers', ''],
    ['the rest of its body', 'Content-Length: 10\r\n\r\nabc'],
  ] as const) {
    test(`is not waited for when ${what} does not come`, async () => {
      const findKey = () => ({ ...key, caller: { kind: 'root' } as const, expires: undefined });
      const options = { region: 'us-east-1', mounts: new Map(), elsewhere, findKey, internal };
      const server = await listen(options, 0, limits);
      const endpoint = `http://127.0.0.1:${portOf(server)}`;
      const whose = { ...key, endpoint, region: 'us-east-1' };
      const signed = await signedHeaders(whose, { path: '/' });
      const { status, body } = await exchange(whose, `POST / HTTP/1.1\r\n${signed}${rest}`);
      assert.equal(status, 408);
      assert.match(JSON.parse(body).message, /timeout/i);
      server.close();
    });
  }
});
