import { ServiceError } from '../../protocol/serviceError.ts';
import { findJsonMistake } from './jsonMistake.ts';

/** Refuses a payload that is no JSON, with Lambda's sentence; its own ending speaks of Jackson. */
export function checkPayload(payload: Uint8Array): void {
  if (payload.byteLength === 0) return;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
  } catch {
    throw unparsable(firstInvalidByte(payload));
  }
  try {
    JSON.parse(text);
  } catch {
    throw unparsable(complaint(text));
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

function complaint(text: string): Complaint {
  const at = findJsonMistake(text);
  const before = text.slice(0, at);
  const rest = text.slice(at);
  const expected = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
  const word = /^[A-Za-z_$][\w$]*/.exec(rest)?.[0];
  if (rest === '') return { what: 'Unexpected end-of-input', before };
  if (word !== undefined) {
    return { what: `Unrecognized token '${word}': was expecting ${expected}`, before };
  }
  const character = rest.charAt(0);
  const what = `Unexpected character ('${character}' (code ${character.charCodeAt(0)})): expected a valid value ${expected}`;
  return { what, before };
}

function firstInvalidByte(payload: Uint8Array): Complaint {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let valid = 0;
  try {
    while (valid < payload.byteLength) {
      decoder.decode(payload.subarray(valid, valid + 1), { stream: true });
      valid += 1;
    }
  } catch {
    // This byte is the one.
  }
  const at = Math.min(valid, payload.byteLength - 1);
  const byte = (payload[at] ?? 0).toString(16);
  const before = Buffer.from(payload.subarray(0, at)).toString('latin1');
  return { what: `Invalid UTF-8 start byte 0x${byte}`, before };
}
