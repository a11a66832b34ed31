import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunnableFunction } from '../../../src/local/runtime/executor.ts';
import { type Handlers, startHandlers } from '../../support/handlers.ts';

/** Notes each init in a file beside the handler; `statements` then see which one it is. */
function counting(statements: string): string {
  return `import { appendFileSync, readFileSync } from 'node:fs';
    const file = process.env.LAMBDA_TASK_ROOT + '/inits';
    appendFileSync(file, '.');
    const inits = readFileSync(file, 'utf8').length;
    ${statements}
    export const handler = async (_event, context) => [inits, context.getRemainingTimeInMillis()];`;
}

suite('the init of an environment', () => {
  let handlers: Handlers;
  suiteSetup(async () => {
    handlers = await startHandlers();
  });
  suiteTeardown(() => handlers.close());

  const initsOf = async (run: RunnableFunction): Promise<number> =>
    (await readFile(join(run.codeFolder, 'inits'), 'utf8')).length;

  test('runs once when it succeeds', async () => {
    const run = await handlers.node(counting(''));
    await handlers.invoke(run);
    const { log } = await handlers.invoke(run);
    assert.equal(await initsOf(run), 1);
    assert(!log.includes('INIT_'), log);
  });

  for (const [what, failure, errorType] of [
    ['throws', "throw new RangeError('not yet')", 'RangeError'],
    ['exits', 'process.exit(3)', 'Runtime.ExitError'],
  ] as const) {
    test(`that ${what} is repeated within the invocation, whose answer is that of the handler when it succeeds`, async () => {
      const run = await handlers.node(counting(`if (inits === 1) ${failure};`));
      const { value, log } = await handlers.invoke(run);
      assert.equal(Object(value)[0], 2);
      assert.match(
        log,
        new RegExp(
          `^INIT_START [^\\n]*\\n[\\s\\S]*INIT_REPORT Init Duration: [\\d.]+ ms\\tPhase: init\\tStatus: error\\tError Type: ${errorType}\\n` +
            'START [^\\n]*\\nEND [^\\n]*\\nREPORT [^\\n]* MB\\t\\n$',
        ),
      );
      assert.equal(Object((await handlers.invoke(run)).value)[0], 2);
    });
  }

  test('that fails twice is the error of the invocation, in one log stream', async () => {
    const streams = new Set<string>();
    const logged = await startHandlers({ log: (_group, stream) => streams.add(stream) });
    const run = await logged.node(counting("throw new RangeError('never');"));
    const { value } = await logged.invoke(run);
    assert.equal(Object(value).errorType, 'RangeError');
    assert.equal(await initsOf(run), 2);
    assert.equal(streams.size, 1);
    await logged.close();
  });

  test('is told as JSON, phase by phase', async () => {
    const run = await handlers.node(counting("throw new RangeError('never');"), {
      logFormat: 'JSON',
    });
    const { log } = await handlers.invoke(run);
    const events = log
      .split('\n')
      .filter((line) => line.startsWith('{"time"'))
      .map((line): { type?: string; record?: Record<string, unknown> } => JSON.parse(line));
    assert.deepEqual(
      events.flatMap(({ type, record }) =>
        type === 'platform.initReport'
          ? [[record?.['phase'], record?.['status'], record?.['errorType']]]
          : [],
      ),
      [
        ['init', 'error', 'RangeError'],
        ['invoke', 'error', 'RangeError'],
      ],
    );
  });

  test('is stopped after ten seconds, and then counts as the time of the function', async function () {
    this.timeout(40_000);
    const slow = 'await new Promise((resolve) => setTimeout(resolve, 60_000));';
    const [once, always] = await Promise.all([
      handlers.node(counting(`if (inits === 1) ${slow}`), { timeout: 20 }),
      handlers.node(counting(slow), { timeout: 1 }),
    ]);
    const [late, never] = await Promise.all([handlers.invoke(once), handlers.invoke(always)]);

    const [inits, remaining] = Object(late.value);
    assert.equal(inits, 2);
    // The repeated init has taken some of it.
    assert(remaining > 0 && remaining < 20_000, String(remaining));
    assert.match(
      late.log,
      /\nINIT_REPORT Init Duration: 1\d{4}\.\d\d ms\tPhase: init\tStatus: timeout\nSTART /,
    );
    assert.match(late.log, /\nREPORT [^\n]* MB\t\n$/);

    assert.equal(Object(never.value).errorType, 'Sandbox.Timedout');
    assert.match(
      never.log,
      /\tPhase: init\tStatus: timeout\nINIT_REPORT Init Duration: [\d.]+ ms\tPhase: invoke\tStatus: timeout\nSTART [^\n]*\n\S+ \S+ Task timed out after 1\.00 seconds\n\nEND [^\n]*\nREPORT [^\n]*\tStatus: timeout\n$/,
    );
    assert.equal(await initsOf(always), 2);
  });
});
