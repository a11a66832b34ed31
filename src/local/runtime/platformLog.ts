import type { RunnableFunction } from './executor.ts';
import type { FunctionError } from './functionError.ts';
import { keptLog } from './invocationLog.ts';

/** Figures of one invocation: times in ms, memory in bytes. */
export interface Usage {
  readonly duration: number;
  readonly memory: number;
  /** Only for the first invocation of an environment. */
  readonly init: number | undefined;
}

/** How an invocation ended, as AWS' platform sees it. */
export type Status =
  | { readonly kind: 'success' }
  | { readonly kind: 'timeout' }
  /** The handler's own error, or that of its process: the latter is named in REPORT too. */
  | { readonly kind: 'error'; readonly errorType: string; readonly crashed: boolean };

/** The lines that Lambda itself adds to a function's log; each function answers none to a few lines. */
export interface PlatformLog {
  initStart(interpreter: string): string[];
  initReport(init: number, status: Status): string[];
  start(requestId: string): string[];
  timedOut(requestId: string, seconds: number): string[];
  report(requestId: string, usage: Usage, status: Status): string[];
  crashed(error: FunctionError): string[];
  /** Stands before a log whose beginning is gone. */
  logsDropped(bytes: number): string;
}

export function platformLog(run: RunnableFunction, region: string): PlatformLog {
  return run.logFormat === 'JSON' ? jsonLog(run, region) : textLog(run, region);
}

function textLog(run: RunnableFunction, region: string): PlatformLog {
  return {
    initStart: (interpreter) => [
      `INIT_START Runtime Version: ${interpreter}\tRuntime Version ARN: ${versionArn(region)}`,
    ],
    initReport: (init, status) => [
      `INIT_REPORT Init Duration: ${init.toFixed(2)} ms\tPhase: init${suffix(status)}`,
    ],
    start: (requestId) => [`START RequestId: ${requestId} Version: ${run.version}`],
    timedOut: (requestId, seconds) => [
      `${new Date().toISOString()} ${requestId} Task timed out after ${seconds.toFixed(2)} seconds`,
      '',
    ],
    report: (requestId, usage, status) => {
      const fields = [
        `REPORT RequestId: ${requestId}`,
        `Duration: ${usage.duration.toFixed(2)} ms`,
        `Billed Duration: ${Math.ceil(usage.duration)} ms`,
        `Memory Size: ${run.memory} MB`,
        `Max Memory Used: ${megabytes(usage.memory)} MB`,
        ...(usage.init === undefined ? [] : [`Init Duration: ${usage.init.toFixed(2)} ms`]),
      ].join('\t');
      const end = isPlatformFailure(status) ? suffix(status) : '\t\t';
      return [`END RequestId: ${requestId}`, fields + end];
    },
    crashed: ({ errorMessage, errorType }) => [errorMessage, errorType],
    logsDropped: (bytes) => `[${droppedReason}: ${bytes} bytes before this are gone]`,
  };
}

const droppedReason = `The local endpoint keeps the last ${keptLog / 1024} KB of an invocation's log`;

function suffix(status: Status): string {
  if (status.kind === 'success') return '';
  if (status.kind === 'timeout') return '\tStatus: timeout';
  return `\tStatus: error\tError Type: ${status.errorType}`;
}

/** A handler's own error leaves REPORT as it is. */
function isPlatformFailure(status: Status): boolean {
  return status.kind === 'timeout' || (status.kind === 'error' && status.crashed);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
function jsonLog(run: RunnableFunction, region: string): PlatformLog {
  const wanted = levels.indexOf(run.systemLogLevel ?? 'INFO');
  const event = (level: Level, type: string, record: object): string[] =>
    levels.indexOf(level) < wanted
      ? []
      : [JSON.stringify({ time: new Date().toISOString(), type: `platform.${type}`, record })];
  return {
    initStart: (interpreter) =>
      event('INFO', 'initStart', {
        initializationType: 'on-demand',
        phase: 'init',
        runtimeVersion: interpreter,
        runtimeVersionArn: versionArn(region),
        functionName: run.name,
        functionVersion: run.version,
      }),
    initReport: (init, status) =>
      event(status.kind === 'success' ? 'DEBUG' : 'WARN', 'initReport', {
        initializationType: 'on-demand',
        phase: 'init',
        ...outcome(status),
        metrics: { durationMs: round(init) },
      }),
    start: (requestId) => event('INFO', 'start', { requestId, version: run.version }),
    timedOut: () => [],
    report: (requestId, usage, status) =>
      event(status.kind === 'success' ? 'INFO' : 'WARN', 'report', {
        requestId,
        metrics: {
          durationMs: round(usage.duration),
          billedDurationMs: Math.ceil(usage.duration),
          memorySizeMB: run.memory,
          maxMemoryUsedMB: megabytes(usage.memory),
          ...(usage.init === undefined ? {} : { initDurationMs: round(usage.init) }),
        },
        ...outcome(status),
      }),
    crashed: () => [],
    logsDropped: (bytes) =>
      JSON.stringify({
        time: new Date().toISOString(),
        type: 'platform.logsDropped',
        record: { reason: droppedReason, droppedBytes: bytes },
      }),
  };
}

type Level = 'DEBUG' | 'INFO' | 'WARN';
const levels: readonly string[] = ['DEBUG', 'INFO', 'WARN'] satisfies Level[];

function outcome(status: Status): object {
  return status.kind === 'error'
    ? { status: 'error', errorType: status.errorType }
    : { status: status.kind };
}

/** Stands where AWS names the build of its runtime. */
function versionArn(region: string): string {
  return `arn:aws:lambda:${region}::runtime:local`;
}

function round(milliseconds: number): number {
  return Number(milliseconds.toFixed(3));
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}
