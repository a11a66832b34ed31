import assert from 'node:assert/strict';
import { connect } from '../../src/aws/connect.ts';
import { startLambdaServer, succeed } from '../support/lambdaServer.ts';

suite('listing functions', () => {
  test('never delays an invoke, however many lists the endpoint leaves unanswered', async () => {
    // Lists come without a payload and are never answered.
    await using server = await startLambdaServer((response, payload) => {
      if (payload !== '') succeed(response);
    });
    const account = connect(server.target);
    const cancel = new AbortController();
    const lists = Array.from({ length: 60 }, async () => {
      for await (const _page of account.functions.list(cancel.signal)) assert.fail('answered');
    });
    const payload = Buffer.from('{}');
    const request = { functionName: 'orders', type: 'RequestResponse', payload } as const;
    const outcome = await account.invoke(request);
    assert.equal(outcome.kind, 'answered');
    cancel.abort();
    const ended = await Promise.allSettled(lists);
    assert.ok(ended.every(({ status }) => status === 'rejected'));
  });
});
