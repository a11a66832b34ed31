import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { coalesce } from '../../src/views/coalesce.ts';

suite('coalescing', () => {
  setup(() => mock.timers.enable({ apis: ['setTimeout'] }));
  teardown(() => mock.timers.reset());

  test('calls at once, then at most once in each interval, and never after it was cancelled', () => {
    let calls = 0;
    const call = coalesce(() => {
      calls += 1;
    }, 100);
    for (let time = 0; time < 10; time += 1) call();
    assert.equal(calls, 1);
    mock.timers.tick(100);
    assert.equal(calls, 2);
    mock.timers.tick(1000);
    assert.equal(calls, 2);
    call();
    call();
    assert.equal(calls, 3);
    call.cancel();
    mock.timers.tick(1000);
    assert.equal(calls, 3);
  });
});
