import type { RunnableFunction } from './executor.ts';
import type { FunctionError } from './functionError.ts';
import { keptLog } from './invocationLog.ts';

/** Figures of one invocation: times in ms, memory in bytes. */
export interface Usage {
  readonly duration: number;
  readonly memory: number;
  /** Of the init phase; only for the first invocation of an environment. */
  readonly init: number | undefined;
}

/** How an invocation ended, as AWS' platform sees it. */
export type Status =
  | { readonly kind: 'success' }
  | { readonly kind: 'timeout' }
  /** The handler's own error, or that of its process or its loading: those are named in REPORT too. */
  | { readonly kind: 'error'; readonly errorType: string; readonly crashed: boolean };

/** When an init happened: before the first invocation, or within it, where it had failed before. */
export type InitPhase = 'init' | 'invoke';

/** What Lambda itself adds to a function's log; each function answers none to a few events, without their line end. */
export interface PlatformLog {
  initStart(interpreter: string): string[];
  /** An extension that a layer brings. */
  extensionNotRun(name: string): string[];
  /** `duration`: ms. */
  initReport(phase: InitPhase, duration: number, status: Status): string[];
  start(requestId: string, tenantId?: string): string[];
  timedOut(requestId: string, seconds: number): string[];
  report(requestId: string, usage: Usage, status: Status, tenantId?: string): string[];
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
    extensionNotRun: (name) => [
      `EXTENSION\tName: ${name}\tState: LaunchError\tEvents: []\tError Type: ${notRunLocally}`,
    ],
    initReport: (phase, duration, status) =>
      status.kind === 'success'
        ? []
        : [
            `INIT_REPORT Init Duration: ${duration.toFixed(2)} ms\tPhase: ${phase}${suffix(status)}`,
          ],
    start: (requestId) => [`START RequestId: ${requestId} Version: ${run.version}`],
    timedOut: (requestId, seconds) => [
      `${new Date().toISOString()} ${requestId} Task timed out after ${seconds.toFixed(2)} seconds\n`,
    ],
    report: (requestId, usage, status) => {
      const fields = [
        `REPORT RequestId: ${requestId}`,
        `Duration: ${usage.duration.toFixed(2)} ms`,
        `Billed Duration: ${billed(usage)} ms`,
        `Memory Size: ${run.memory} MB`,
        `Max Memory Used: ${megabytes(usage.memory)} MB`,
        ...(usage.init === undefined ? [] : [`Init Duration: ${usage.init.toFixed(2)} ms`]),
      ].join('\t');
      const end = isPlatformFailure(status) ? suffix(status) : '\t';
      return [`END RequestId: ${requestId}`, fields + end];
    },
    crashed: ({ errorMessage, errorType }) => [`${errorMessage}\n${errorType}`],
    logsDropped: (bytes) => `[${droppedReason}: ${bytes} bytes before this are gone]`,
  };
}

/** Why an extension was not launched. */
const notRunLocally = 'Extension.NotRunLocally';

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

/**
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html, at the levels of
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
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
    extensionNotRun: (name) =>
      event('WARN', 'extension', {
        name,
        state: 'LaunchError',
        events: [],
        errorType: notRunLocally,
      }),
    initReport: (phase, duration, status) => {
      const level = status.kind === 'success' ? 'DEBUG' : 'WARN';
      const record = {
        initializationType: 'on-demand',
        phase,
        ...outcome(status),
      };
      return [
        ...event(level, 'initRuntimeDone', record),
        ...event(level, 'initReport', { ...record, metrics: { durationMs: round(duration) } }),
      ];
    },
    start: (requestId, tenantId) =>
      event('INFO', 'start', {
        requestId,
        functionArn: run.arn,
        version: run.version,
        ...tenant(tenantId),
      }),
    timedOut: () => [],
    report: (requestId, usage, status, tenantId) => [
      ...event(status.kind === 'success' ? 'DEBUG' : 'WARN', 'runtimeDone', {
        requestId,
        ...outcome(status),
        metrics: { durationMs: round(usage.duration) },
      }),
      ...event(status.kind === 'success' ? 'INFO' : 'WARN', 'report', {
        requestId,
        ...tenant(tenantId),
        metrics: {
          durationMs: round(usage.duration),
          billedDurationMs: billed(usage),
          memorySizeMB: run.memory,
          maxMemoryUsedMB: megabytes(usage.memory),
          ...(usage.init === undefined ? {} : { initDurationMs: round(usage.init) }),
        },
        ...outcome(status),
      }),
    ],
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

function tenant(tenantId: string | undefined): object {
  return tenantId === undefined ? {} : { tenantId };
}

/** Whole milliseconds; AWS bills the initialisation too. */
function billed({ duration, init = 0 }: Usage): number {
  return Math.ceil(duration + init);
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
