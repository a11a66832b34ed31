import { availableParallelism } from 'node:os';
import { Environment } from './environment.ts';
import type { Executor, ExecutorOptions, RunnableFunction } from './executor.ts';
import { createGuardian } from './guardian.ts';
import { findInterpreters, Unrunnable } from './interpreters.ts';
import { planLaunch } from './launch.ts';
import { notRun } from './notRun.ts';

/** How long an environment waits for its next invocation (ms). */
const idleLimit = 5 * 60 * 1000;

/** An invocation that waits for room on this machine; it may receive an environment that fits. */
interface Waiter {
  readonly run: RunnableFunction;
  readonly resolve: (environment: Environment | undefined) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Runs handlers in processes of this machine, each in an environment that is used again. There are
 * as many environments at a time as the machine can bear; further invocations wait their turn, which
 * does not count as their time.
 */
export function createExecutor(options: ExecutorOptions): Executor {
  const capacity = Math.max(10, availableParallelism() * 4);
  const interpreters = findInterpreters();
  const guardian = createGuardian(options.bootstrapFolder);
  const all = new Set<Environment>();
  /** In the order of their last use. */
  const idle = new Map<Environment, NodeJS.Timeout>();
  /** Counts retirements; the last one of a function or a version, and the count when an environment was asked for. */
  let retirements = 0;
  const retired = new Map<string, number>();
  const born = new WeakMap<Environment, number>();
  const waiting: Waiter[] = [];
  let taken = 0;
  let closed = false;

  return {
    async invoke(run, invocation) {
      let environment: Environment;
      try {
        environment = await acquire(run);
      } catch (error) {
        if (error instanceof Unrunnable) return notRun(run, invocation, error, options);
        throw error;
      }
      try {
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
      for (const { reject } of waiting.splice(0)) reject(closing());
      for (const timer of idle.values()) clearTimeout(timer);
      await Promise.all([...all].map((environment) => environment.end()));
      guardian.close();
    },
  };

  async function acquire(run: RunnableFunction): Promise<Environment> {
    if (closed) throw closing();
    const asked = retirements;
    const ready = takeIdle(run);
    if (ready !== undefined) return ready;
    if (taken < capacity) taken += 1;
    else {
      const [oldest] = idle.keys();
      const handed = new Promise<Environment | undefined>((resolve, reject) => {
        waiting.push({ run, resolve, reject });
      });
      if (oldest !== undefined) dismiss(oldest);
      const fitting = await handed;
      if (fitting !== undefined) return fitting;
    }
    try {
      const launch = await planLaunch(run, interpreters, options);
      if (closed) throw closing();
      const environment = new Environment(run, launch, options, guardian);
      born.set(environment, asked);
      all.add(environment);
      const leave = (): void => {
        all.delete(environment);
        if (forget(environment)) freeRoom();
      };
      environment.gone.then(leave, leave);
      return environment;
    } catch (error) {
      freeRoom();
      throw error;
    }
  }

  /** The environment of this revision that was used last; those of older revisions have had their day. */
  function takeIdle(run: RunnableFunction): Environment | undefined {
    let found: Environment | undefined;
    for (const environment of [...idle.keys()]) {
      const { arn, version } = environment.run;
      if (arn !== run.arn || version !== run.version) continue;
      if (fits(environment, run)) found = environment;
      else dismiss(environment);
    }
    if (found !== undefined) forget(found);
    return found;
  }

  function release(environment: Environment): void {
    const next = waiting[0];
    const usable = environment.alive && !closed && !isRetired(environment);
    if (usable && next === undefined) {
      const timer = setTimeout(() => dismiss(environment), idleLimit).unref();
      idle.set(environment, timer);
    } else if (usable && next !== undefined && fits(environment, next.run)) {
      waiting.shift();
      next.resolve(environment);
    } else {
      if (environment.alive) environment.end();
      freeRoom();
    }
  }

  function isRetired(environment: Environment): boolean {
    const { name, version } = environment.run;
    const last = Math.max(
      retired.get(placeOf(name, undefined)) ?? 0,
      retired.get(placeOf(name, version)) ?? 0,
    );
    return last > (born.get(environment) ?? 0);
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

  function freeRoom(): void {
    const next = waiting.shift();
    if (next === undefined) taken -= 1;
    else next.resolve(undefined);
  }
}

function fits({ run: own, alive }: Environment, run: RunnableFunction): boolean {
  const same = own.arn === run.arn && own.version === run.version;
  return alive && same && own.revision === run.revision;
}

function placeOf(functionName: string, version: string | undefined): string {
  return version === undefined ? functionName : `${functionName}:${version}`;
}

function closing(): Error {
  return new Error('The local endpoint is shutting down.');
}
