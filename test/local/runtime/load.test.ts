import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import fc from 'fast-check';
import type { RunnableFunction } from '../../../src/local/runtime/executor.ts';
import { type Handlers, startHandlers } from '../../support/handlers.ts';

const cap = 3;

/** Answers who it is and when it ran; `leave` ends the process in the midst. */
const body = `const began = performance.timeOrigin + performance.now();
  if (event.leave) process.exit(1);
  await new Promise((resolve) => setTimeout(resolve, event.ms));
  const answer = { pid: process.pid, name: context.functionName, tenant: event.tenant, began,
    ended: performance.timeOrigin + performance.now() };`;
const sources = [
  `export const handler = async (event, context) => { ${body} return answer; };`,
  `export const handler = awslambda.streamifyResponse(async (event, stream, context) => {
     ${body} const text = JSON.stringify(answer);
     stream.write(text.slice(0, 9)); stream.end(text.slice(9)); });`,
];

const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('invoke' as const),
      which: fc.nat(2),
      tenant: fc.constantFrom(undefined, 'blue', 'green'),
      ms: fc.integer({ min: 30, max: 120 }),
      leave: fc.nat(7).map((chance) => chance === 0),
      streamed: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('retire' as const), which: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Turn {
  readonly pid: number;
  readonly name: string;
  readonly tenant?: string;
  readonly began: number;
  readonly ended: number;
}

suite('environments under load', () => {
  test('run one event at a time for one function and tenant, no more than the cap, and leave nothing', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 20, maxLength: 40 }),
        fc.boolean(),
        async (steps, closesEarly) => {
          const handlers = await startHandlers({ maxEnvironments: cap });
          try {
            const turns = await play(handlers, steps, closesEarly);
            const all = new Map(turns.map((turn) => [turn.pid, turn]));
            for (const [pid, first] of all) {
              const own = turns.filter((turn) => turn.pid === pid);
              assert.equal(mostAtATime(own), 1);
              assert(
                own.every(({ name, tenant }) => name === first.name && tenant === first.tenant),
              );
              assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
            }
            assert(mostAtATime(turns) <= cap);
          } finally {
            await handlers.close();
          }
        },
      ),
      { numRuns: 4, endOnFailure: true },
    );
  });
});

/** Takes the steps, closes the executor, and answers the turns of all that ran to its end. */
async function play(
  handlers: Handlers,
  steps: readonly Step[],
  closesEarly: boolean,
): Promise<Turn[]> {
  const runs = [
    await handlers.node(sources[0] ?? ''),
    await handlers.node(sources[1] ?? ''),
    await handlers.node(sources[0] ?? ''),
  ];
  const answers: Promise<Turn | undefined>[] = [];
  for (const step of steps) {
    const run = runs[step.kind === 'wait' ? 0 : step.which];
    if (step.kind === 'wait' || run === undefined) await answers.at(-1);
    else if (step.kind === 'retire') await handlers.executor.retire(run.name);
    else answers.push(turnOf(handlers, run, step));
  }
  // Everybody gets an answer, in the midst of it all too.
  if (!closesEarly) await Promise.all(answers);
  await handlers.executor.close();
  const turns = await Promise.all(answers);
  assert.deepEqual(await readdir(handlers.scratchFolder).catch(() => []), []);
  const ran = turns.filter((turn) => turn !== undefined);
  const lasting = steps.filter((step) => step.kind === 'invoke' && !step.leave);
  if (!closesEarly) assert.equal(ran.length, lasting.length);
  return ran;
}

/** Undefined for what was ended, or refused because the executor was closed. */
async function turnOf(
  { executor }: Handlers,
  run: RunnableFunction,
  { tenant, ms, leave, streamed }: Extract<Step, { kind: 'invoke' }>,
): Promise<Turn | undefined> {
  const parts: Uint8Array[] = [];
  const stream = {
    start: () => undefined,
    write: async (part: Uint8Array) => void parts.push(part),
  };
  try {
    const { payload, functionError } = await executor.invoke(run, {
      requestId: randomUUID(),
      payload: Buffer.from(JSON.stringify({ tenant, ms, leave })),
      invokedArn: run.arn,
      tenantId: tenant,
      ...(streamed ? { stream } : {}),
    });
    if (functionError !== undefined) return undefined;
    return JSON.parse(Buffer.concat([...parts, payload]).toString());
  } catch (error) {
    assert.match(String(error), /shutting down/);
    return undefined;
  }
}

function mostAtATime(turns: readonly Turn[]): number {
  return Math.max(
    0,
    ...turns.map(
      ({ began }) => turns.filter((turn) => turn.began <= began && began < turn.ended).length,
    ),
  );
}
