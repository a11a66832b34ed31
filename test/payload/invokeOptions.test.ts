import assert from 'node:assert/strict';
import {
  clientContextProblem,
  executionNameProblem,
  tenantIdProblem,
} from '../../src/payload/invokeOptions.ts';

suite('what an invocation carries beside its payload', () => {
  test('a client context is a JSON object of at most 3,583 bytes in base64', () => {
    assert.equal(clientContextProblem('{"custom":{"a":1}}'), undefined);
    for (const value of ['[]', '1', 'null', '"x"']) {
      assert.match(clientContextProblem(value) ?? '', /is a JSON object/, value);
    }
    assert.match(clientContextProblem('{') ?? '', /^This is not JSON/);
    // 2,686 bytes have 3,584 in base64, 2,685 have 3,580.
    const context = (size: number) => `{"a":"${'x'.repeat(size - 8)}"}`;
    assert.equal(clientContextProblem(context(2685)), undefined);
    assert.match(clientContextProblem(context(2686)) ?? '', /3,584 bytes; Lambda takes 3,583/);
  });

  test('a tenant id has up to 256 characters of those that Lambda takes', () => {
    assert.equal(tenantIdProblem('Acme Inc. eu/1:a=b+c@d_e-f'), undefined);
    for (const id of ['', 'ä', 'x'.repeat(257), 'a\n']) assert.ok(tenantIdProblem(id), id);
  });

  test('a durable execution has a name of up to 64 letters, digits, - and _', () => {
    assert.equal(executionNameProblem('order-12_b'), undefined);
    for (const name of ['', 'a b', 'x'.repeat(65)]) assert.ok(executionNameProblem(name), name);
  });
});
