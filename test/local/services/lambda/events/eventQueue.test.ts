import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openEventQueue } from '../../../../../src/local/services/lambda/events/eventQueue.ts';
import {
  newEvent,
  type QueuedEvent,
} from '../../../../../src/local/services/lambda/events/queuedEvent.ts';

suite('the queue of events', () => {
  let folder: string;
  let reported: string[];
  const open = () => {
    const reports = reported;
    return openEventQueue(folder, (message) => reports.push(message));
  };

  setup(async () => {
    folder = await mkdtemp(join(tmpdir(), 'events-'));
    reported = [];
  });
  teardown(() => rm(folder, { recursive: true, force: true }));

  test('keeps each byte of an event over a restart, and runs it when it is started', async () => {
    const payload = Buffer.from(' {"n":12345678901234567890,\n"n":1e400, "s":"\\ud800"}\r\n');
    const event = { ...eventOf('orders', payload), qualifier: 'live', tenantId: 'blue' };
    await open().add(event);
    const read = await nextOf(open());
    assert.deepEqual({ ...read, payload: Buffer.from(read.payload) }, event);
  });

  test('forgets an event that is finished', async () => {
    const queue = open();
    await queue.add(eventOf('orders'));
    queue.start(async () => undefined);
    await whenEmpty(folder);
  });

  test('remembers over a restart how often an event has failed', async () => {
    const queue = open();
    await queue.add(eventOf('orders'));
    await new Promise<void>((resolve) => {
      queue.start(async (event) => {
        if (event.failures === 0) return { ...event, failures: 1, age: 5 };
        resolve();
        return new Promise(() => undefined);
      });
    });
    const { failures, age } = await nextOf(open());
    assert.deepEqual([failures, age], [1, 5]);
  });

  test('does not run an event before it is due', async () => {
    const queue = open();
    await queue.add({ ...eventOf('orders'), due: Date.now() + 3_600_000 });
    await queue.add(eventOf('bills'));
    const ran: string[] = [];
    queue.start(async ({ functionName }) => {
      ran.push(functionName);
      return undefined;
    });
    while ((await readdir(folder)).length > 1) await new Promise((next) => setImmediate(next));
    assert.deepEqual(ran, ['bills']);
  });

  test('leaves what was under way when it was closed to the next time', async () => {
    const queue = open();
    await queue.add(eventOf('orders'));
    await new Promise<void>((resolve) => {
      queue.start(async (_, isWanted) => {
        queue.close();
        assert.equal(isWanted(), false);
        setImmediate(resolve);
        return undefined;
      });
    });
    assert.deepEqual(reported, []);
    assert.equal((await nextOf(open())).functionName, 'orders');
  });

  test('drops the events of one function, those under way too', async () => {
    const queue = open();
    for (const name of ['orders', 'orders', 'bills']) await queue.add(eventOf(name));
    const ran: string[] = [];
    const bills = new Promise<void>((resolve) => {
      queue.start(async ({ functionName }, isWanted) => {
        if (functionName === 'orders') {
          await queue.drop('orders');
          assert.equal(isWanted(), false);
        } else resolve();
        ran.push(functionName);
        return undefined;
      });
    });
    await bills;
    await whenEmpty(folder);
    assert.equal(ran.filter((name) => name === 'bills').length, 1);
    assert.deepEqual(reported, []);
  });

  test('lets no function keep the others waiting', async () => {
    const queue = open();
    for (let count = 0; count < 40; count += 1) await queue.add(eventOf('slow'));
    await queue.add(eventOf('quick'));
    let slow = 0;
    await new Promise<void>((resolve) => {
      queue.start(({ functionName }) => {
        if (functionName === 'quick') resolve();
        else slow += 1;
        return new Promise(() => undefined);
      });
    });
    assert.ok(slow < 40, `${slow} events of the slow function were begun`);
  });

  test('sets a damaged event aside and runs the rest', async () => {
    await open().add(eventOf('orders'));
    const damaged = `1-${randomUUID()}-bills.event`;
    await writeFile(join(folder, damaged), 'half a li');
    assert.equal((await nextOf(open())).functionName, 'orders');
    // Events of another function are read at the same time, and may be read later.
    const isSetAside = (name: string) => name.startsWith(`${damaged}.damaged-`);
    while (!(await readdir(folder)).some(isSetAside)) await delay(10);
  });

  test('keeps and reports an event at which the endpoint itself fails', async () => {
    const queue = open();
    const event = eventOf('orders');
    await queue.add(event);
    await new Promise<void>((resolve) => {
      queue.start(async () => {
        setImmediate(resolve);
        throw new Error('no space');
      });
    });
    assert.match(reported.join(), new RegExp(`${event.requestId}-orders.* no space`));
    assert.equal((await nextOf(open())).requestId, event.requestId);
  });
});

function eventOf(functionName: string, payload: Uint8Array = Buffer.from('{}')): QueuedEvent {
  const asked = { requestId: randomUUID(), functionName, payload };
  return newEvent({ ...asked, qualifier: undefined, tenantId: undefined });
}

/** The first event that the queue runs. */
function nextOf(queue: ReturnType<typeof openEventQueue>): Promise<QueuedEvent> {
  return new Promise((resolve) => {
    queue.start((event) => {
      resolve(event);
      return new Promise(() => undefined);
    });
  });
}

async function whenEmpty(folder: string): Promise<void> {
  while ((await readdir(folder)).length > 0) await new Promise((resolve) => setImmediate(resolve));
}
