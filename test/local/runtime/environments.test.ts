import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { type Handlers, startHandlers } from '../../support/handlers.ts';
import { startLifeline } from '../../support/lifeline.ts';

const counter = 'let n = 0; export const handler = async (event) => [process.pid, ++n, event];';

suite('execution environments', () => {
  let handlers: Handlers;
  setup(async () => {
    handlers = await startHandlers();
  });
  teardown(() => handlers.close());

  test('an environment is used again and keeps its state', async () => {
    const run = await handlers.node(counter);
    const [first, second] = [await pidAndCount(run), await pidAndCount(run)];
    assert.equal(first[0], second[0]);
    assert.deepEqual([first[1], second[1]], [1, 2]);
  });

  test('an environment of an older revision is not used again, and ends', async () => {
    const run = await handlers.node(counter);
    const first = await pidAndCount(run);
    const second = await pidAndCount({ ...run, revision: '2' });
    assert.notEqual(first[0], second[0]);
    assert.equal(second[1], 1);
    const versions = await Promise.all([
      pidAndCount({ ...run, version: '1', revision: '2' }),
      pidAndCount({ ...run, revision: '2' }),
    ]);
    assert.deepEqual(
      versions.map(([, count]) => count),
      [1, 2],
    );
  });

  test('invocations at the same time run side by side, each in an environment of its own', async () => {
    const run = await handlers.node(
      `import { existsSync, writeFileSync } from 'node:fs';
       // Each waits for the other: one after the other they would never end.
       export const handler = async ({ mine, other }) => {
         const folder = process.env.LAMBDA_TASK_ROOT;
         writeFileSync(folder + '/' + mine, '');
         while (!existsSync(folder + '/' + other)) await new Promise(setImmediate);
         return process.pid;
       };`,
    );
    const answers = await Promise.all([
      handlers.invoke(run, { mine: 'a', other: 'b' }),
      handlers.invoke(run, { mine: 'b', other: 'a' }),
    ]);
    assert.deepEqual(
      answers.map(({ value }) => typeof value),
      ['number', 'number'],
    );
    assert.notEqual(answers[0].value, answers[1].value);
  });

  test('more invocations than the machine can bear wait, which does not count as their time', async function () {
    this.timeout(60_000);
    const capacity = Math.max(10, availableParallelism() * 4);
    const run = await handlers.node(
      'export const handler = async (ms) => { await new Promise((resolve) => setTimeout(resolve, ms)); return process.pid; };',
      { timeout: 2 },
    );
    const other = await handlers.node(counter);
    const all = await Promise.all([
      ...Array.from({ length: 3 * capacity }, () => handlers.invoke(run, 900)),
      handlers.invoke(other, 1),
    ]);
    assert.deepEqual(
      all.map(({ functionError }) => functionError),
      all.map(() => undefined),
    );
    // The other function takes one of the places, and gives it back.
    const used = new Set(all.map(({ value }) => String(value).split(',')[0])).size;
    assert(used <= capacity + 2, `${used}`);
    assert((await readdir(handlers.scratchFolder)).length <= capacity);
  });

  test('an idle environment of one function makes room for another one', async () => {
    const capacity = Math.max(10, availableParallelism() * 4);
    for (let count = 0; count <= capacity; count += 1) {
      assert.equal((await pidAndCount(await handlers.node(counter)))[1], 1);
    }
  });

  test('a busy function does not keep another one out, nor does each event start an environment', async () => {
    const small = await startHandlers({ maxEnvironments: 2 });
    try {
      const busy = await small.node(
        'export const handler = async () => { await new Promise((resolve) => setTimeout(resolve, 50)); return process.pid; };',
      );
      const other = await small.node(counter);
      const order: string[] = [];
      const invoke = async (what: string, run: typeof busy) => {
        const { value } = await small.invoke(run);
        order.push(what);
        return value;
      };
      const pids = await Promise.all([
        ...Array.from({ length: 60 }, () => invoke('busy', busy)),
        invoke('other', other),
      ]);
      assert(order.indexOf('other') < 55, order.join(' '));
      assert(new Set(pids.slice(0, 60)).size < 10, pids.join(' '));
    } finally {
      await small.close();
    }
  });

  test('an environment that waits longer than it may ends', async () => {
    const impatient = await startHandlers({ idleLimit: 1 });
    try {
      const lifeline = await startLifeline();
      const run = await impatient.node(
        `import { connect } from 'node:net';
         connect(${lifeline.port}, '127.0.0.1');
         export const handler = async () => {};`,
      );
      const started = lifeline.next();
      await impatient.invoke(run);
      await (await started).ended;
      await lifeline.close();
    } finally {
      await impatient.close();
    }
  });

  test('an environment is not used beyond its life, idle or handed on', async () => {
    const shortLived = await startHandlers({ environmentLife: 0, maxEnvironments: 1 });
    const run = await shortLived.node(counter);
    const answers = await Promise.all([1, 2, 3].map(() => shortLived.invoke(run)));
    const counts = [...answers, await shortLived.invoke(run)].map(({ value }) => Object(value)[1]);
    assert.deepEqual(counts, [1, 1, 1, 1]);
    await shortLived.close();
  });

  test('an environment serves one tenant only', async () => {
    const run = await handlers.node(counter);
    const counts: unknown[] = [];
    for (const tenantId of ['blue', 'green', 'blue', 'green', undefined]) {
      const { value } = await handlers.invoke(run, {}, { tenantId });
      assert(Array.isArray(value));
      counts.push(value[1]);
    }
    assert.deepEqual(counts, [1, 1, 2, 2, 1]);
  });

  for (const [language, source] of Object.entries({
    'Node.js': `let ticks = 0;
      setInterval(() => { ticks += 1; }, 1);
      export const handler = async () => [process.pid, ticks];`,
    Python: `
import os, threading, time
ticks = 0
def tick():
    global ticks
    while True:
        ticks += 1
        time.sleep(0.001)
threading.Thread(target=tick, daemon=True).start()
def handler(event, context):
    return [os.getpid(), ticks]
`,
  })) {
    test(`what a ${language} handler leaves running is frozen until its next event`, async function () {
      if (process.platform !== 'linux') this.skip();
      const run =
        language === 'Python' ? await handlers.python(source) : await handlers.node(source);
      const [pid] = await pidAndCount(run);
      for (let state = ''; state !== 'T'; ) {
        const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
        state = stat.slice(stat.lastIndexOf(')') + 2)[0] ?? '';
      }
      const [samePid] = await pidAndCount(run);
      assert.equal(samePid, pid);
    });
  }

  test('a retired function starts anew, and an invocation that runs comes to its end', async () => {
    const run = await handlers.node(
      `import { existsSync } from 'node:fs';
       let n = 0;
       export const handler = async (file) => {
         console.log('runs');
         while (file && !existsSync(file)) await new Promise(setImmediate);
         return ++n;
       };`,
    );
    const gate = `${handlers.scratchFolder}-gate`;
    assert.equal((await handlers.invoke(run, '')).value, 1);
    const running = handlers.invoke(run, gate);
    await handlers.executor.retire(run.name);
    await writeFile(gate, '');
    assert.equal((await running).value, 2);
    await rm(gate);
    assert.equal((await handlers.invoke(run, '')).value, 1);
  });

  test('an environment whose process ends while it is idle is replaced', async () => {
    const run = await handlers.node(counter);
    const [pid] = await pidAndCount(run);
    process.kill(Number(pid), 'SIGKILL');
    for (;;) {
      const entries = await readdir(handlers.scratchFolder);
      if (entries.length === 0) break;
      await new Promise(setImmediate);
    }
    assert.equal((await pidAndCount(run))[1], 1);
  });

  test('closing ends what runs and leaves no folder', async () => {
    const lifeline = await startLifeline();
    const run = await handlers.node(
      `import { connect } from 'node:net';
       export const handler = () => new Promise(() => connect(${lifeline.port}, '127.0.0.1'));`,
      { timeout: 60 },
    );
    const idle = await handlers.node(counter);
    await pidAndCount(idle);
    const started = lifeline.next();
    const running = handlers.invoke(run);
    const { ended } = await started;
    await handlers.executor.close();
    await ended;
    await lifeline.close();
    assert.match((await running).text, /signal: killed/);
    assert.deepEqual(await readdir(handlers.scratchFolder), []);
    await assert.rejects(handlers.invoke(idle), /shutting down/);
  });

  async function pidAndCount(run: Parameters<Handlers['invoke']>[0]): Promise<unknown[]> {
    const { value } = await handlers.invoke(run);
    assert(Array.isArray(value));
    return value;
  }
});
