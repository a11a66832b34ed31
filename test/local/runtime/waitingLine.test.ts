import assert from 'node:assert/strict';
import { createWaitingLine } from '../../../src/local/runtime/waitingLine.ts';

suite('those who wait for room', () => {
  test('come in turns of their functions, and within one in their order', () => {
    const line = createWaitingLine<string>();
    for (const waiter of ['a1', 'a2', 'a3', 'b1', 'c1', 'c2']) line.add(waiter.charAt(0), waiter);
    const order = Array.from({ length: 7 }, () => line.takeNext());
    assert.deepEqual(order, ['a1', 'b1', 'c1', 'a2', 'c2', 'a3', undefined]);
  });

  test('let those of another function go before that which had its turn', () => {
    const line = createWaitingLine<string>();
    for (const waiter of ['a1', 'a2', 'b1']) line.add(waiter.charAt(0), waiter);
    assert.deepEqual([line.takeNext('a'), line.takeNext('a'), line.takeNext()], ['b1', 'a1', 'a2']);
  });

  test('of one function can be taken out of its turn', () => {
    const line = createWaitingLine<string>();
    line.add('a', 'a1');
    assert.equal(line.hasOthers('a'), false);
    line.add('b', 'b1');
    assert.equal(line.hasOthers('a'), true);
    assert.equal(line.takeFirst('b'), 'b1');
    assert.equal(line.hasOthers('a'), false);
    assert.equal(line.first('b'), undefined);
    assert.equal(line.takeFirst('b'), undefined);
    assert.deepEqual(line.takeAll(), ['a1']);
    assert.equal(line.takeNext(), undefined);
  });
});
