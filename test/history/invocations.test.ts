import assert from 'node:assert/strict';
import type { Outcome } from '../../src/aws/outcome.ts';
import { createInvocations } from '../../src/history/invocations.ts';

suite('the invocations of a window', () => {
  const request = {
    path: undefined,
    functionName: 'orders',
    qualifier: undefined,
    type: 'DryRun',
    options: {},
  } as const;
  const allowed: Outcome = { kind: 'allowed', status: 204, elapsed: 1, requestId: undefined };

  test('tell who listens that one begins and that it has ended, however it ends', async () => {
    const invocations = createInvocations();
    const heard: number[] = [];
    const stop = invocations.onChange(() => heard.push(invocations.running().length));
    await invocations.track(request, async () => allowed);
    await assert.rejects(invocations.track(request, () => Promise.reject(new Error('broken'))));
    assert.deepEqual(heard, [1, 0, 1, 0]);
    stop();
    await invocations.track(request, async () => allowed);
    assert.equal(heard.length, 4);
  });

  test('end their wait when all are cancelled', async () => {
    const invocations = createInvocations();
    const waiting = [1, 2].map(() =>
      invocations.track(
        request,
        (_, signal) =>
          new Promise((resolve) => signal.addEventListener('abort', () => resolve(allowed))),
      ),
    );
    assert.equal(invocations.running().length, 2);
    invocations.cancelAll();
    await Promise.all(waiting);
    assert.equal(invocations.running().length, 0);
  });

  test('keep the last ten that ended', async () => {
    const invocations = createInvocations();
    for (let count = 0; count < 11; count += 1) {
      await invocations.track(request, async () => allowed);
    }
    assert.equal(invocations.finished(1), undefined);
    assert.equal(invocations.finished(2)?.id, 2);
    assert.equal(invocations.finished()?.id, 11);
  });
});
