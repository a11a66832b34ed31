import { isUtf8 } from 'node:buffer';
import { readFunctionError } from '../aws/functionError.ts';
import { readReport } from '../aws/logTail.ts';
import type { Outcome } from '../aws/outcome.ts';
import { scanJson } from '../payload/jsonScanner.ts';
import type { Key } from './item.ts';

/** How an item ended, as a line of the results says it. Times in ms, memory in MB. */
export interface Result {
  readonly key: Key;
  readonly outcome: ResultOutcome;
  readonly status?: number | undefined;
  /** From sending to the answer. */
  readonly elapsed?: number | undefined;
  readonly duration?: number | undefined;
  readonly billed?: number | undefined;
  readonly memory?: number | undefined;
  readonly init?: number | undefined;
  readonly requestId?: string | undefined;
  readonly error?: ResultError | undefined;
}

/**
 * `ok`, `queued` and `allowed` went well; `functionError`: the function failed; `notInvoked`: it was
 * refused and did not run; `lost`: no answer came, it may have run; `notSent`: the event was never sent;
 * `unknown`: an earlier run sent it, its answer is not known, and it was not to be sent again.
 */
export type ResultOutcome =
  | 'ok'
  | 'queued'
  | 'allowed'
  | 'functionError'
  | 'notInvoked'
  | 'lost'
  | 'notSent'
  | 'unknown';

export interface ResultError {
  readonly type: string;
  readonly message: string;
}

/** Outcomes that a later run lets stand. */
export function isSettled(outcome: ResultOutcome): boolean {
  return outcome !== 'notInvoked' && outcome !== 'lost' && outcome !== 'notSent';
}

export function resultOf(key: Key, outcome: Exclude<Outcome, { kind: 'cancelled' }>): Result {
  const { kind, elapsed, requestId } = outcome;
  switch (kind) {
    case 'queued':
    case 'allowed':
      return { key, outcome: kind, status: outcome.status, elapsed, requestId };
    case 'notInvoked':
    case 'lost': {
      const { code, message } = outcome.failure;
      return { key, outcome: kind, elapsed, requestId, error: { type: code, message } };
    }
    case 'answered': {
      const { status, functionError, payload, log } = outcome;
      const report = log && readReport(log);
      return {
        key,
        outcome: functionError === undefined ? 'ok' : 'functionError',
        status,
        elapsed,
        duration: report?.duration,
        billed: report?.billed,
        memory: report?.memoryUsed,
        init: report?.init,
        requestId,
        error: functionError === undefined ? undefined : errorOf(functionError, payload),
      };
    }
  }
}

function errorOf(functionError: string, payload: Uint8Array): ResultError {
  const { type, message } = readFunctionError(payload);
  return { type: type ?? functionError, message };
}

/** One line of the results, with its line break; the response stands in it as it came. */
export function formatResult({ key, ...result }: Result, response?: Uint8Array): string {
  const name = typeof key === 'number' ? { line: key } : { file: key };
  const head = JSON.stringify({ ...name, ...result });
  return response === undefined ? `${head}\n` : `${head.slice(0, -1)},${member(response)}}\n`;
}

function member(response: Uint8Array): string {
  if (response.length === 0) return '"responseText":""';
  if (!isUtf8(response)) return `"responseBase64":"${Buffer.from(response).toString('base64')}"`;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(response);
  const { fault, empty } = scanJson(response, false);
  if (fault || empty) return `"responseText":${JSON.stringify(text)}`;
  // A line break in JSON stands between its parts only, never in a string.
  return `"response":${text.trim().replace(/[\r\n]+/g, ' ')}`;
}

/** Undefined for what is no line of results. */
export function readResult(line: string): Result | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const { line: number, file, outcome, error, ...others } = Object(value);
  const key: unknown = number ?? file;
  if (typeof key !== 'number' && typeof key !== 'string') return undefined;
  if (!isOutcome(outcome)) return undefined;
  return {
    key,
    outcome,
    status: asNumber(others.status),
    elapsed: asNumber(others.elapsed),
    duration: asNumber(others.duration),
    billed: asNumber(others.billed),
    memory: asNumber(others.memory),
    init: asNumber(others.init),
    requestId: typeof others.requestId === 'string' ? others.requestId : undefined,
    error: readError(error),
  };
}

const outcomes: ReadonlySet<unknown> = new Set<ResultOutcome>([
  ...(['ok', 'queued', 'allowed', 'functionError'] as const),
  ...(['notInvoked', 'lost', 'notSent', 'unknown'] as const),
]);

function isOutcome(value: unknown): value is ResultOutcome {
  return outcomes.has(value);
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function readError(value: unknown): ResultError | undefined {
  const { type, message } = Object(value);
  return typeof type === 'string' && typeof message === 'string' ? { type, message } : undefined;
}
