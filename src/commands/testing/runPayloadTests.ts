import { basename } from 'node:path';
import type { PayloadTest, TestListener } from '../../app/payloadTest.ts';
import type { App } from '../../app.ts';
import type { Account, InvocationPool } from '../../aws/account.ts';
import { decodeLog } from '../../aws/logTail.ts';
import type { Outcome } from '../../aws/outcome.ts';
import { isCancelled, isUserError, messageOf } from '../../errors.ts';
import { type Binding, targetName } from '../../payload/binding.ts';
import { bindingOf } from '../../payload/fileBinding.ts';
import { accountOf } from '../flows/accountOf.ts';
import { guard } from '../invoking/guard.ts';
import { mapPaths } from '../invoking/mapPaths.ts';
import { updateFirst } from '../invoking/updateFirst.ts';
import { askBeforeTests, mayRunUnasked } from './askBeforeTests.ts';
import { judge } from './judge.ts';
import { readTest } from './readTest.ts';

/** A test whose payload file has a function. */
export interface BoundTest extends PayloadTest {
  readonly bound: Binding;
}

/** How many tests run at a time. */
const concurrency = 5;

/**
 * Runs payload tests, some at a time; each is one invocation. `onSave`: nobody has asked for this run, so
 * it asks nothing, and does not run where it would have to.
 */
export async function runPayloadTests(
  app: App,
  tests: readonly PayloadTest[],
  listener: TestListener,
  { signal, onSave }: { readonly signal: AbortSignal; readonly onSave: boolean },
): Promise<void> {
  const bound = withFunctions(app, tests, listener);
  if (bound.length === 0) return;
  const { name } = app.connection;
  try {
    if (!onSave) await askBeforeTests(app, bound);
    else if (!mayRunUnasked(app, bound)) {
      listener.output(
        `Not run: what runs on save asks nothing, and the connection ${app.connection.name} asks first.\n`,
      );
      return skip(bound, listener);
    }
    await runAll(app, await accountOf(app, name), bound, listener, signal);
  } catch (error) {
    if (isCancelled(error)) return skip(bound, listener);
    if (!isUserError(error)) throw error;
    for (const test of bound) listener.errored(test, error.message);
  }
}

function withFunctions(
  app: App,
  tests: readonly PayloadTest[],
  listener: TestListener,
): BoundTest[] {
  return tests.flatMap((test) => {
    const bound = bindingOf(app, test.payload);
    if (bound !== undefined) return [{ ...test, bound }];
    listener.errored(
      test,
      `It is not known which function ${basename(test.payload)} is for. Invoke it once, or run "Change Function of Payload File…" on it.`,
    );
    return [];
  });
}

function skip(tests: readonly PayloadTest[], listener: TestListener): void {
  for (const test of tests) listener.skipped(test);
}

async function runAll(
  app: App,
  account: Account,
  tests: readonly BoundTest[],
  listener: TestListener,
  signal: AbortSignal,
): Promise<void> {
  const pool = account.openPool(concurrency);
  const update = updateOnce(app, account, signal);
  const left = tests.values();
  const worker = async () => {
    for (const test of left) {
      if (signal.aborted) listener.skipped(test);
      else await runOne({ app, account, pool, update, listener, signal }, test);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, worker));
  } finally {
    pool.close();
  }
}

/** Several tests may be of one function. */
function updateOnce(app: App, account: Account, signal: AbortSignal) {
  const updates = new Map<string, Promise<readonly string[]>>();
  return (bound: Binding): Promise<readonly string[]> => {
    const name = targetName(bound);
    const update = updates.get(name) ?? updateFirst(app, account, bound, signal);
    updates.set(name, update);
    return update;
  };
}

interface TestRun {
  readonly app: App;
  readonly account: Account;
  readonly pool: InvocationPool;
  readonly update: (bound: Binding) => Promise<readonly string[]>;
  readonly listener: TestListener;
  readonly signal: AbortSignal;
}

async function runOne(run: TestRun, test: BoundTest): Promise<void> {
  const { app, account, pool, listener, signal } = run;
  const { functionName, qualifier, tenantId } = test.bound;
  listener.started(test);
  try {
    await guard(account, test.bound, signal);
    const { bytes, expected } = await readTest(app, test);
    const notes = await run.update(test.bound);
    const outcome = await pool.invoke(
      { functionName, qualifier, tenantId, type: 'RequestResponse', payload: bytes },
      signal,
    );
    if (outcome.kind === 'cancelled') return listener.skipped(test);
    listener.output(report(run, test, notes, outcome), test);
    if (outcome.kind !== 'answered') {
      return listener.errored(test, notAnswered(test.bound, outcome));
    }
    const failure = judge(expected, outcome);
    if (failure) listener.failed(test, failure, outcome.elapsed);
    else listener.passed(test, outcome.elapsed);
  } catch (error) {
    if (signal.aborted || isCancelled(error)) return listener.skipped(test);
    if (!isUserError(error)) app.show.log(messageOf(error));
    listener.errored(test, messageOf(error));
  }
}

function notAnswered(
  bound: Binding,
  outcome: Extract<Outcome, { kind: 'notInvoked' | 'lost' | 'queued' | 'allowed' }>,
): string {
  if (!('failure' in outcome)) return `${targetName(bound)} gave no answer to compare.`;
  const { message, advice, code } = outcome.failure;
  const what =
    outcome.kind === 'lost' ? 'may have run, but its answer was lost' : 'was not invoked';
  const reason = code === '' || message.includes(code) ? message : `${message} (${code})`;
  return [`${targetName(bound)} ${what}: ${reason.replace(/\.$/, '')}.`, advice].join(' ').trim();
}

/** Which function it was, where, and what it logged. */
function report(
  { app, account: { target } }: TestRun,
  { payload, bound }: BoundTest,
  notes: readonly string[],
  outcome: Outcome,
): string {
  const { connection, accountId, region } = target;
  const answered = outcome.kind === 'answered' ? outcome : undefined;
  const head = [
    targetName(bound),
    ...[connection, accountId, region].filter(Boolean),
    ...(answered?.executedVersion ? [`version ${answered.executedVersion}`] : []),
    `${outcome.elapsed} ms`,
    ...('requestId' in outcome && outcome.requestId ? [`request ${outcome.requestId}`] : []),
  ];
  const log = answered?.log && decodeLog(answered.log).trimEnd();
  return [
    `── ${basename(payload)} ── ${head.join(' · ')}`,
    ...notes.map((note) => `   ${note}`),
    ...(log ? [mapPaths(app, target, bound.functionName)(log)] : []),
    '',
  ].join('\n');
}
