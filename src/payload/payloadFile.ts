import { type Position, UserError } from '../errors.ts';
import { type JsonFault, scanJson } from './jsonScanner.ts';

/** What a payload file says is to be sent. */
export interface Payload {
  /** Exactly what is sent: the file's own bytes, but for the comments of a `.jsonc` file. */
  readonly bytes: Uint8Array;
  /** The file holds nothing but white space, and an empty payload is sent. */
  readonly empty: boolean;
  /** Comments or trailing commas were taken out. */
  readonly commentsRemoved: boolean;
  /** Variables were filled in. */
  readonly filledIn?: FilledIn;
}

export interface FilledIn {
  /** What is sent, but for the values of environment variables: their placeholders stand for them. */
  readonly shown: Uint8Array;
  /** Names of those. */
  readonly hidden: readonly string[];
}

/**
 * Checks a payload file and decides what is sent. `name` is what messages call it; the ending `.jsonc`
 * allows comments and trailing commas. Throws a `UserError`, with the fault's position where it has one.
 */
export function readPayload(bytes: Uint8Array, name: string): Payload {
  checkEncoding(bytes, name);
  const { fault, removals, empty } = scanJson(bytes, mayHaveComments(name));
  const commentsRemoved = removals.length > 0;
  if (empty) return { bytes: new Uint8Array(0), empty, commentsRemoved };
  if (fault) throw syntaxError(bytes, name, fault);
  return { bytes: without(bytes, removals), empty, commentsRemoved };
}

/** Where in the file a byte stands that is sent; `content` is the whole file, comments included. */
export function positionInFile(content: Uint8Array, name: string, at: number): Position {
  let inFile = at;
  for (const { start, end } of scanJson(content, mayHaveComments(name)).removals) {
    if (start > inFile) break;
    inFile += end - start;
  }
  return positionAt(content, inFile);
}

function mayHaveComments(name: string): boolean {
  return name.toLowerCase().endsWith('.jsonc');
}

/** Throws a `UserError` for what is not UTF-8 without a byte order mark. */
export function checkEncoding(bytes: Uint8Array, name: string): void {
  const [first, second, third] = bytes;
  const isUtf16 =
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (bytes.length >= 2 && (first === 0) !== (second === 0));
  if (isUtf16) throw encodingError(name, 'is UTF-16');
  if (first === 0xef && second === 0xbb && third === 0xbf)
    throw encodingError(name, 'begins with a byte order mark, which is not part of JSON');
  if (!isUtf8(bytes)) throw encodingError(name, 'is not valid UTF-8', invalidAt(bytes));
}

function encodingError(name: string, problem: string, position?: Position): UserError {
  return new UserError(
    `${name} ${problem}, so nothing was sent. Click the encoding in VS Code's status bar, ` +
      'then choose "Save with Encoding" and "UTF-8" (not "UTF-8 with BOM").',
    { position },
  );
}

/** Where the first byte stands that is no UTF-8, found by halving what has to be decoded. */
function invalidAt(bytes: Uint8Array): Position {
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    // A character that is cut at the middle is no fault yet.
    if (isUtf8(bytes.subarray(0, middle), { stream: true })) valid = middle;
    else invalid = middle;
  }
  return positionAt(bytes, valid);
}

function isUtf8(bytes: Uint8Array, options: { stream?: boolean } = {}): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, options);
    return true;
  } catch {
    return false;
  }
}

function syntaxError(bytes: Uint8Array, name: string, fault: JsonFault): UserError {
  const position = positionAt(bytes, fault.at);
  return new UserError(
    `${name} is not valid JSON, so nothing was sent: ${fault.message} at line ${position.line + 1}, column ${position.character + 1}.`,
    { position },
  );
}

/** A character that is cut at the end counts as one that begins there. */
function positionAt(bytes: Uint8Array, at: number): Position {
  const lines = new TextDecoder()
    .decode(bytes.subarray(0, at), { stream: true })
    .split(/\r\n|\r|\n/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function without(
  bytes: Uint8Array,
  removals: readonly { readonly start: number; readonly end: number }[],
): Uint8Array {
  if (removals.length === 0) return bytes;
  const parts: Uint8Array[] = [];
  let kept = 0;
  for (const { start, end } of removals) {
    parts.push(bytes.subarray(kept, start));
    kept = end;
  }
  parts.push(bytes.subarray(kept));
  return Buffer.concat(parts);
}
