import assert from 'node:assert/strict';
import type { Outcome } from '../../src/aws/outcome.ts';
import type { Item } from '../../src/batch/item.ts';
import { type Batch, runBatch } from '../../src/batch/runBatch.ts';
import { startSummary } from '../../src/batch/summary.ts';

suite('running a batch', () => {
  const failure = { code: 'TooManyRequestsException', message: 'too many requests', advice: '' };
  const throttled: Outcome = {
    ...{ kind: 'notInvoked', elapsed: 1, requestId: undefined, failure },
    ...{ mayRetry: true, throttled: true },
  };
  const allowed: Outcome = { kind: 'allowed', status: 204, elapsed: 1, requestId: undefined };

  /** What was done, in order. */
  function batchOf(count: number, send: Batch['send'], more: Partial<Batch> = {}) {
    const done: string[] = [];
    async function* items(): AsyncGenerator<Item> {
      for (let key = 1; key <= count; key += 1) yield { key, payload: Buffer.from(String(key)) };
    }
    const batch: Batch = {
      items: items(),
      concurrency: 2,
      send: (payload, signal) => {
        done.push(`send ${payload}`);
        return send(payload, signal);
      },
      journal: {
        aboutToSend: async (keys) => void done.push(`about ${keys.join(' ')}`),
        sending: (key) => void done.push(`sending ${key}`),
        notSent: async (key) => void done.push(`not ${key}`),
      },
      results: { append: async () => void done.push('result') },
      summing: startSummary(),
      signal: new AbortController().signal,
      patience: { retry: 1, throttled: 50, grace: 50 },
      ...more,
    };
    return { batch, done };
  }

  test('what is about to be sent is recorded before, and taken back when it was throttled', async () => {
    let attempts = 0;
    const { batch, done } = batchOf(1, async () => (attempts++ < 2 ? throttled : allowed));
    assert.deepEqual(await runBatch(batch), { stopped: undefined, unanswered: [] });
    const attempt = ['about 1', 'sending 1', 'send 1'];
    assert.deepEqual(done, [...attempt, 'not 1', ...attempt, 'not 1', ...attempt, 'result']);
  });

  test('it ends when nothing is accepted for long, and nothing is in doubt', async () => {
    const { batch, done } = batchOf(5, async () => throttled);
    const { stopped, unanswered } = await runBatch(batch);
    assert.match(stopped ?? '', /Lambda accepted nothing for a while: too many requests\./);
    assert.deepEqual(unanswered, []);
    assert.ok(!done.includes('result'));
  });

  test('a record that cannot be written stops the run before anything more is sent', async () => {
    const full = Object.assign(new Error('ENOSPC'), { syscall: 'write' });
    const { batch, done } = batchOf(100, async () => allowed);
    const failing = {
      ...batch.journal,
      aboutToSend: async (keys: readonly unknown[]) => {
        if (keys.includes(20)) throw full;
        await batch.journal.aboutToSend([]);
      },
    };
    await assert.rejects(runBatch({ ...batch, journal: failing }), full);
    assert.ok(done.includes('send 1'));
    assert.ok(!done.includes('send 20'));
    assert.ok(!done.includes('send 21'));
  });

  test('a bug in sending comes out, when what is under way has ended', async () => {
    const bug = new TypeError('a bug');
    let ended = false;
    const { batch } = batchOf(10, async (payload) => {
      if (String(payload) === '1') throw bug;
      await new Promise((resolve) => setTimeout(resolve, 10));
      ended = true;
      return allowed;
    });
    await assert.rejects(runBatch(batch), bug);
    assert.equal(ended, true);
  });

  test('a run that is cancelled before it begins sends nothing', async () => {
    const { batch, done } = batchOf(3, async () => allowed, { signal: AbortSignal.abort() });
    assert.deepEqual(await runBatch(batch), { stopped: 'You stopped it.', unanswered: [] });
    assert.deepEqual(done, []);
  });
});
