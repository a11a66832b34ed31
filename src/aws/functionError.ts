import type { Outcome } from './outcome.ts';

/** How a function failed, from the payload that came with `FunctionError`. */
export interface FunctionError {
  /** E.g. `TypeError` or `Sandbox.Timedout`; runtimes may leave it out. */
  readonly type: string | undefined;
  readonly message: string;
  /** Lines, outermost order as the runtime gave them. */
  readonly stack: readonly string[];
  /** The time-out in seconds that the function ran into. */
  readonly timedOut: number | undefined;
}

/** How the function failed that gave this answer; undefined when it did not. */
export function errorOfAnswer({
  functionError,
  payload,
  stream,
}: Pick<Extract<Outcome, { kind: 'answered' }>, 'functionError' | 'payload' | 'stream'>):
  | FunctionError
  | undefined {
  if (functionError === undefined) return undefined;
  return readFunctionError(stream ? (stream.errorDetails ?? functionError) : payload);
}

/** Never throws: what is not in one of the runtimes' forms is the message as it is. */
export function readFunctionError(payload: Uint8Array | string): FunctionError {
  const text = typeof payload === 'string' ? payload : new TextDecoder().decode(payload);
  const { errorMessage, errorType, stackTrace, trace, stack }: Fields = parse(text);
  const message = asText(errorMessage) ?? text;
  return {
    type: asText(errorType),
    message,
    // Node's runtime says trace, its JSON log stack, all others stackTrace.
    stack: stackLines(stackTrace ?? trace ?? stack),
    timedOut: timeout(asText(errorType), message),
  };
}

type Fields = Readonly<
  Partial<Record<'errorMessage' | 'errorType' | 'stackTrace' | 'trace' | 'stack', unknown>>
>;

/** `… Task timed out after 3.00 seconds`: today with an errorType, in older answers without. */
function timeout(type: string | undefined, message: string): number | undefined {
  // Code of the function may say the same of something else.
  if (type !== undefined && type !== 'Sandbox.Timedout') return undefined;
  const seconds = /Task timed out after (\d+(?:\.\d+)?) seconds\s*$/.exec(message)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

function parse(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function asText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function stackLines(stack: unknown): string[] {
  const frames: unknown[] = Array.isArray(stack) ? stack : [stack];
  return frames
    .flatMap((frame) => frameText(frame).split(/\r?\n/))
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
}

/** Go's runtime describes each frame in an object. */
function frameText(frame: unknown): string {
  if (typeof frame === 'string') return frame;
  if (typeof frame !== 'object' || frame === null) return '';
  const { label, path, line }: Partial<Record<'label' | 'path' | 'line', unknown>> = frame;
  return `${label} (${path}:${line})`;
}
