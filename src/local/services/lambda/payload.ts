import { ServiceError } from '../../protocol/serviceError.ts';
import { findJsonMistake } from './jsonMistake.ts';

/** Refuses a payload that is no JSON, with Lambda's sentence; its own ending speaks of Jackson. */
export function checkPayload(payload: Uint8Array): void {
  if (payload.byteLength === 0) return;
  let text: string;
  try {
    text = decode(payload);
  } catch {
    throw unparsable(misencoded(payload));
  }
  try {
    JSON.parse(text);
  } catch {
    throw unparsable(complaint(text, findJsonMistake(text)));
  }
}

interface Complaint {
  readonly what: string;
  /** The text up to the place. */
  readonly before: string;
}

function unparsable({ what, before }: Complaint): ServiceError {
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  return new ServiceError(
    'InvalidRequestContentException',
    `Could not parse request body into json: Could not parse payload into json: ${what}\n at [Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${line}, column: ${column}]`,
  );
}

function complaint(text: string, at: number): Complaint {
  const before = text.slice(0, at);
  const character = text.charAt(at);
  const expected = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
  const word = wordAt(text, at);
  if (character === '') return { what: 'Unexpected end-of-input', before };
  if (word !== '') {
    return { what: `Unrecognized token '${word}': was expecting ${expected}`, before };
  }
  const what = `Unexpected character (${describe(character)}): expected a valid value ${expected}`;
  return { what, before };
}

function wordAt(text: string, at: number): string {
  return /^[A-Za-z_$][\w$]*/.exec(text.slice(at, at + 256))?.[0] ?? '';
}

function describe(character: string): string {
  const code = character.charCodeAt(0);
  const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
  if (isControl) return `(CTRL-CHAR, code ${code})`;
  const hex = code > 0xff ? ` / 0x${code.toString(16)}` : '';
  return `'${character}' (code ${code}${hex})`;
}

/** Jackson decodes words and strings only: elsewhere a byte is as unexpected as any. */
function misencoded(payload: Uint8Array): Complaint {
  const bytes = Buffer.from(payload).toString('latin1');
  const mistake = findJsonMistake(bytes);
  const at = firstInvalidByte(payload);
  const isBefore = mistake + wordAt(bytes, mistake).length < at;
  if (mistake === at || isBefore) return complaint(bytes, mistake);
  const kind = isWhole(payload.subarray(0, at)) ? 'start' : 'middle';
  const byte = bytes.charCodeAt(at).toString(16);
  // It tells the place behind the byte.
  return { what: `Invalid UTF-8 ${kind} byte 0x${byte}`, before: bytes.slice(0, at + 1) };
}

/** Of bytes that are not UTF-8; their length when only the end is missing. */
function firstInvalidByte(payload: Uint8Array): number {
  let valid = 0;
  let invalid = payload.byteLength + 1;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >>> 1;
    if (isBegun(payload.subarray(0, middle))) valid = middle;
    else invalid = middle;
  }
  return valid;
}

function isWhole(bytes: Uint8Array): boolean {
  return succeeds(() => decode(bytes));
}

/** Whether UTF-8 may begin so; its last character may be cut. */
function isBegun(bytes: Uint8Array): boolean {
  return succeeds(() => newDecoder().decode(bytes, { stream: true }));
}

function decode(bytes: Uint8Array): string {
  return newDecoder().decode(bytes);
}

function newDecoder() {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
}

function succeeds(act: () => unknown): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
