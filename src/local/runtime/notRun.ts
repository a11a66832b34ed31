import type { Execution, ExecutorOptions, Invocation, RunnableFunction } from './executor.ts';
import { invalidEntrypoint, payloadOf } from './functionError.ts';
import { InvocationLog } from './invocationLog.ts';
import { newLogStream } from './logStream.ts';
import { platformLog } from './platformLog.ts';

/** The answer for a function that this machine cannot run, in the form of a function error. */
export function notRun(
  run: RunnableFunction,
  invocation: Invocation,
  reason: Error,
  options: Pick<ExecutorOptions, 'region' | 'log'>,
): Execution {
  const error = invalidEntrypoint(invocation.requestId, reason.message);
  const platform = platformLog(run, options.region);
  const log = new InvocationLog(newLogStream(run, options));
  const { errorType } = error;
  const status = { kind: 'error', errorType, crashed: true } as const;
  const usage = { duration: 0, memory: 0, init: undefined };
  for (const line of [
    ...platform.initReport('init', 0, status),
    ...platform.initReport('invoke', 0, status),
    ...platform.start(invocation.requestId, invocation.tenantId),
    ...platform.crashed(error),
    ...platform.report(invocation.requestId, usage, status, invocation.tenantId),
  ]) {
    log.writeLine(line);
  }
  return { payload: payloadOf(error), functionError: 'Unhandled', log: log.take().kept };
}
