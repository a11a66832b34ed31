import { ConnectionFailure, type Stage } from './transport.ts';

/** What an error of the SDK or of a connection says, read once for all. */
export interface Refusal {
  /** The wire's own name, e.g. `ResourceNotFoundException`, `ECONNREFUSED` or `HTTP 502`. */
  readonly code: string;
  /** The service's own words; may be empty. */
  readonly words: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** Member `Reason` of TooManyRequestsException. */
  readonly reason: string | undefined;
  /** Set when no complete answer came; undefined stages are answers. */
  readonly stage: Stage | undefined;
  /** The service's clock when it answered; milliseconds since the epoch. */
  readonly date?: number | undefined;
}

/** Undefined when the error comes neither from a service nor from the way to it: then it is a bug. */
export function readRefusal(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof ConnectionFailure) {
    const { code, stage, requestId } = error;
    return { code, words: '', status: undefined, requestId, reason: undefined, stage };
  }
  const metadata = member(error, '$metadata');
  const status = member(metadata, 'httpStatusCode');
  if (typeof status !== 'number') return undefined;
  // What the SDK could not parse comes without a fault: it is not the service who speaks.
  const known = '$fault' in error && !/^Unknown(Error)?$/.test(error.name);
  return {
    code: known ? error.name : `HTTP ${status}`,
    words: known && error.message !== 'UnknownError' ? error.message : '',
    status,
    requestId: text(member(metadata, 'requestId')),
    reason: text(member(error, 'Reason')),
    stage: undefined,
    date: dateOf(member(member(member(error, '$response'), 'headers'), 'date')),
  };
}

function dateOf(header: unknown): number | undefined {
  const date = typeof header === 'string' ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
