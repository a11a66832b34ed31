import assert from 'node:assert/strict';
import { newPayload } from '../../src/payload/newPayload.ts';
import { readPayload } from '../../src/payload/payloadFile.ts';

suite('a first payload file', () => {
  test('stands in events, named after the function, and can be sent', () => {
    const { path, content } = newPayload('orders', ['package.json', 'orders/index.mjs']);
    assert.equal(path, 'events/orders.json');
    assert.deepEqual(JSON.parse(content), { hello: 'world' });
    assert.equal(readPayload(Buffer.from(content), path).empty, false);
  });

  test('takes a name that is free, whatever the case', () => {
    assert.equal(
      newPayload('orders', ['events/Orders.json', 'events/orders-2.json']).path,
      'events/orders-3.json',
    );
  });

  test('goes where the workspace keeps its payloads already', () => {
    assert.equal(
      newPayload('orders', ['backend/payloads/a.json', 'backend/payloads/deep/b.json']).path,
      'backend/payloads/orders.json',
    );
  });
});
