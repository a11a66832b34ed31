import { randomBytes } from 'node:crypto';
import type { ExecutorOptions, RunnableFunction } from './executor.ts';

/** The log stream of one execution environment. */
export interface LogStream {
  /** E.g. `2026/11/22/[$LATEST]` and 32 digits. */
  readonly name: string;
  /** Adds an event, with the time of now. */
  readonly write: (message: string) => void;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html */
export function newLogStream(
  { version, logGroup }: Pick<RunnableFunction, 'logGroup' | 'version'>,
  { log }: Pick<ExecutorOptions, 'log'>,
): LogStream {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  const name = `${day}/[${version}]${randomBytes(16).toString('hex')}`;
  return { name, write: (message) => log(logGroup, name, { timestamp: Date.now(), message }) };
}
