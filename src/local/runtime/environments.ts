import { availableParallelism } from 'node:os';
import { Environment } from './environment.ts';
import type { Executor, ExecutorOptions, Invocation, RunnableFunction } from './executor.ts';
import { createGuardian } from './guardian.ts';
import { findInterpreters, Unrunnable } from './interpreters.ts';
import { planLaunch } from './launch.ts';
import { sweepLeftovers } from './leftovers.ts';
import { notRun } from './notRun.ts';
import { findParentDeathPrefix } from './parentDeath.ts';
import { createWaitingLine } from './waitingLine.ts';

/** How long an environment waits for its next invocation where the options say nothing (ms). */
const usualIdleLimit = 5 * 60 * 1000;

/** How long a function may keep an environment while others wait, so that not each event is a cold start (ms). */
const turn = 1000;

/** Who an environment is for: it serves one tenant only. */
interface Use {
  readonly run: RunnableFunction;
  readonly tenantId: string | undefined;
}

/** An invocation that waits for room on this machine; it may receive an environment that fits. */
interface Waiter extends Use {
  readonly resolve: (environment: Environment | undefined) => void;
  readonly reject: (reason: Error) => void;
}

interface Residence extends Use {
  /** The count of retirements when it was asked for. */
  readonly asked: number;
  /** The time of day (ms) up to which it is used. */
  readonly until: number;
  /** When its function's turn began; ms. */
  turnBegan: number;
}

/**
 * Runs handlers in processes of this machine, each in an environment that is used again. There are
 * as many environments at a time as the machine can bear; further invocations wait their turn, which
 * does not count as their time. An environment that waits is frozen, as in AWS.
 */
export function createExecutor(options: ExecutorOptions): Executor {
  const capacity = options.maxEnvironments ?? Math.max(10, availableParallelism() * 4);
  const idleLimit = options.idleLimit ?? usualIdleLimit;
  const interpreters = findInterpreters();
  const parentDeathPrefix = findParentDeathPrefix();
  const swept = sweepLeftovers(options.scratchFolder);
  const guardian = createGuardian(options.bootstrapFolder);
  const all = new Set<Environment>();
  /** In the order of their last use. */
  const idle = new Map<Environment, NodeJS.Timeout>();
  const residences = new WeakMap<Environment, Residence>();
  /** Counts retirements; and the last one of a function or a version. */
  let retirements = 0;
  const retired = new Map<string, number>();
  const waiting = createWaitingLine<Waiter>();
  let taken = 0;
  let closed = false;

  return {
    async invoke(run, invocation) {
      let environment: Environment;
      try {
        environment = await acquire(run, invocation);
      } catch (error) {
        if (error instanceof Unrunnable) return notRun(run, invocation, error, options);
        throw error;
      }
      try {
        invocation.begin?.();
        if (!(await environment.initialise())) environment = startAgain(environment);
        return await environment.invoke(invocation);
      } finally {
        release(environment);
      }
    },
    async retire(functionName, version) {
      retirements += 1;
      retired.set(placeOf(functionName, version), retirements);
      const ofFunction = [...idle.keys()].filter(
        ({ run }) =>
          run.name === functionName && (version === undefined || run.version === version),
      );
      await Promise.all(ofFunction.map(dismiss));
    },
    async close() {
      closed = true;
      for (const { reject } of waiting.takeAll()) reject(closing());
      for (const timer of idle.values()) clearTimeout(timer);
      await Promise.all([swept, ...[...all].map((environment) => environment.end())]);
      guardian.close();
    },
  };

  async function acquire(run: RunnableFunction, { tenantId }: Invocation): Promise<Environment> {
    if (closed) throw closing();
    const asked = retirements;
    const ready = takeIdle({ run, tenantId });
    if (ready !== undefined) return ready;
    if (taken < capacity) taken += 1;
    else {
      const [oldest] = idle.keys();
      const handed = new Promise<Environment | undefined>((resolve, reject) => {
        waiting.add(run.arn, { run, tenantId, resolve, reject });
      });
      if (oldest !== undefined) dismiss(oldest);
      const fitting = await handed;
      if (fitting !== undefined) return fitting;
    }
    try {
      const launch = await planLaunch(run, interpreters, parentDeathPrefix, options);
      if (closed) throw closing();
      const environment = new Environment(run, launch, options, guardian);
      const until = Date.now() + (options.environmentLife ?? Number.POSITIVE_INFINITY);
      admit(environment, { run, tenantId, asked, until, turnBegan: performance.now() });
      return environment;
    } catch (error) {
      freeRoom();
      throw error;
    }
  }

  /** AWS repeats a failed init within the invocation, in a process of its own. */
  function startAgain(failed: Environment): Environment {
    if (closed) throw closing();
    const environment = failed.again();
    const residence = residences.get(failed);
    if (residence !== undefined) admit(environment, residence);
    return environment;
  }

  function admit(environment: Environment, residence: Residence): void {
    residences.set(environment, residence);
    all.add(environment);
    const leave = (): void => {
      all.delete(environment);
      if (forget(environment)) freeRoom();
    };
    environment.gone.then(leave, leave);
  }

  /** The environment of this revision that was used last; those of older revisions have had their day. */
  function takeIdle(use: Use): Environment | undefined {
    const { run } = use;
    let found: Environment | undefined;
    for (const environment of [...idle.keys()]) {
      const { arn, version, revision } = environment.run;
      if (arn !== run.arn || version !== run.version) continue;
      if (revision !== run.revision || isOld(environment)) dismiss(environment);
      else if (fits(environment, use)) found = environment;
    }
    if (found !== undefined) {
      forget(found);
      const residence = residences.get(found);
      if (residence !== undefined) residence.turnBegan = performance.now();
    }
    return found;
  }

  function release(environment: Environment): void {
    const { arn } = environment.run;
    const others = waiting.hasOthers(arn);
    if (environment.alive && !closed && !isRetired(environment) && !isOld(environment)) {
      const next = others && turnIsOver(environment) ? undefined : waiting.first(arn);
      if (next !== undefined && fits(environment, next)) {
        waiting.takeFirst(arn)?.resolve(environment);
        return;
      }
      if (!others && waiting.first(arn) === undefined) {
        const timer = setTimeout(() => dismiss(environment), idleLimit).unref();
        idle.set(environment, timer);
        environment.freeze();
        return;
      }
    }
    if (environment.alive) environment.end();
    freeRoom(arn);
  }

  function turnIsOver(environment: Environment): boolean {
    return performance.now() - (residences.get(environment)?.turnBegan ?? 0) > turn;
  }

  function fits(environment: Environment, { run, tenantId }: Use): boolean {
    const { arn, version, revision } = environment.run;
    const same = arn === run.arn && version === run.version && revision === run.revision;
    return environment.alive && same && residences.get(environment)?.tenantId === tenantId;
  }

  function isRetired(environment: Environment): boolean {
    const { name, version } = environment.run;
    const last = Math.max(
      retired.get(placeOf(name, undefined)) ?? 0,
      retired.get(placeOf(name, version)) ?? 0,
    );
    return last > (residences.get(environment)?.asked ?? 0);
  }

  function isOld(environment: Environment): boolean {
    return Date.now() >= (residences.get(environment)?.until ?? 0);
  }

  /** Ends an idle environment; its room is free at once. */
  function dismiss(environment: Environment): Promise<void> {
    if (forget(environment)) freeRoom();
    return environment.end();
  }

  function forget(environment: Environment): boolean {
    clearTimeout(idle.get(environment));
    return idle.delete(environment);
  }

  function freeRoom(hadItsTurn?: string): void {
    const next = waiting.takeNext(hadItsTurn);
    if (next === undefined) taken -= 1;
    else next.resolve(undefined);
  }
}

function placeOf(functionName: string, version: string | undefined): string {
  return version === undefined ? functionName : `${functionName}:${version}`;
}

function closing(): Error {
  return new Error('The local endpoint is shutting down.');
}
