import { errorOfAnswer } from '../aws/functionError.ts';
import type { Failure, LogPlace, Outcome, StreamedAnswer } from '../aws/outcome.ts';

type Kind = Outcome['kind'];
type Answered = Extract<Outcome, { kind: 'answered' }>;

/** An outcome without its bytes, which are kept beside it. */
export type KeptOutcome = Exclude<Outcome, { kind: 'answered' }> | KeptAnswered;

interface KeptAnswered extends Omit<Answered, 'payload' | 'log'> {
  /** Type and the beginning of the message, when the function failed. */
  readonly error: string | undefined;
  /** The time-out in seconds that the function ran into. */
  readonly timedOut: number | undefined;
}

export interface OutcomeBytes {
  readonly answer: Uint8Array;
  readonly log: Uint8Array | undefined;
}

/** What stands in a list of a failed function's message. */
const mostOfMessage = 200;

/** Parts an outcome. A new kind of outcome does not compile until this says what of it is kept. */
export function partOutcome(outcome: Outcome): { kept: KeptOutcome; bytes: OutcomeBytes } {
  switch (outcome.kind) {
    case 'answered': {
      const { payload, log, stream, ...others } = outcome;
      const kept = {
        ...others,
        ...(stream && { stream: keptStream(stream) }),
        ...errorOf(outcome),
      };
      return { kept, bytes: { answer: payload, log } };
    }
    case 'queued':
    case 'allowed':
    case 'cancelled':
      return { kept: outcome, bytes: none };
    case 'notInvoked':
    case 'lost': {
      // What cures a failure does so when it happens, not weeks later.
      const { fix: _fix, ...failure } = outcome.failure;
      return { kept: { ...outcome, failure }, bytes: none };
    }
  }
}

/** The other way round. */
export function joinOutcome(kept: KeptOutcome, { answer, log }: OutcomeBytes): Outcome {
  if (kept.kind !== 'answered') return kept;
  const { error: _error, timedOut: _timedOut, ...others } = kept;
  return { ...others, payload: answer, log };
}

/** Undefined for what is none. */
export function readKeptOutcome(value: unknown): KeptOutcome | undefined {
  const fields: Fields = Object(value);
  const kind = Object.keys(readers).find((each): each is Kind => each === fields['kind']);
  return kind && readers[kind](fields);
}

const none: OutcomeBytes = { answer: new Uint8Array(), log: undefined };

/** The file of a large answer is not kept, its beginning is. */
function keptStream(stream: StreamedAnswer): StreamedAnswer {
  if (stream.file === undefined) return stream;
  return { ...stream, file: undefined, notKept: 'the history keeps no large answers.' };
}

function errorOf(outcome: Answered) {
  const found = errorOfAnswer(outcome);
  if (found === undefined) return { error: undefined, timedOut: undefined };
  const { type, message, timedOut } = found;
  const error = [type, message].filter(Boolean).join(': ').slice(0, mostOfMessage);
  return { error, timedOut };
}

type Fields = Readonly<Record<string, unknown>>;
type Every<T> = { readonly [Key in keyof Required<T>]: T[Key] };

const readers: { readonly [Each in Kind]: (fields: Fields) => KeptOutcome | undefined } = {
  answered(fields) {
    const { status, elapsed, functionError, executedVersion, requestId } = fields;
    if (!isNumber(status) || !isNumber(elapsed)) return undefined;
    // Every member, so that a new one does not compile until it is read.
    const { logPlace, logRefused, stream, ...others }: Every<KeptAnswered> = {
      ...{ kind: 'answered', status, elapsed, functionError: text(functionError) },
      ...{ executedVersion: text(executedVersion), requestId: text(requestId) },
      error: text(fields['error']),
      timedOut: number(fields['timedOut']),
      logPlace: readLogPlace(fields['logPlace']),
      logRefused: fields['logRefused'] === true ? true : undefined,
      stream: readStream(fields['stream']),
    };
    return {
      ...others,
      ...(logPlace && { logPlace }),
      ...(logRefused && { logRefused }),
      ...(stream && { stream }),
    };
  },
  queued: (fields) => readDone('queued', fields),
  allowed: (fields) => readDone('allowed', fields),
  notInvoked({ elapsed, requestId, failure, mayRetry }) {
    const read = readFailure(failure);
    if (!isNumber(elapsed) || !read) return undefined;
    const mayRetryIt = mayRetry === true;
    return {
      ...{ kind: 'notInvoked', elapsed, requestId: text(requestId) },
      ...{ failure: read, mayRetry: mayRetryIt },
    };
  },
  lost({ elapsed, requestId, failure }) {
    const read = readFailure(failure);
    if (!isNumber(elapsed) || !read) return undefined;
    return { kind: 'lost', elapsed, requestId: text(requestId), failure: read };
  },
  cancelled: ({ elapsed }) => (isNumber(elapsed) ? { kind: 'cancelled', elapsed } : undefined),
};

function readDone(
  kind: 'queued' | 'allowed',
  { status, elapsed, requestId }: Fields,
): KeptOutcome | undefined {
  if (!isNumber(status) || !isNumber(elapsed)) return undefined;
  return { kind, status, elapsed, requestId: text(requestId) };
}

function readFailure(value: unknown): Failure | undefined {
  const { message, advice, code }: Fields = Object(value);
  if (typeof message !== 'string' || typeof advice !== 'string' || typeof code !== 'string') {
    return undefined;
  }
  return { message, advice, code };
}

function readLogPlace(value: unknown): LogPlace | undefined {
  const { group, stream }: Fields = Object(value);
  return typeof group === 'string' && typeof stream === 'string' ? { group, stream } : undefined;
}

function readStream(value: unknown): StreamedAnswer | undefined {
  const { firstPart, size, file, notKept, errorDetails }: Fields = Object(value);
  if (!isNumber(size)) return undefined;
  return {
    ...{ firstPart: number(firstPart), size, file: text(file) },
    ...{ notKept: text(notKept), errorDetails: text(errorDetails) },
  };
}

function number(value: unknown): number | undefined {
  return isNumber(value) ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
