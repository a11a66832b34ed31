import { formatJson } from './formatJson.ts';

/** Bytes as a person reads them. */
export interface Content {
  readonly kind: 'JSON' | 'text' | 'binary' | 'empty';
  /** Laid out; cut after about `limit` characters. Binary content has none. */
  readonly text: string;
  readonly cut: boolean;
}

export function readContent(bytes: Uint8Array, limit = Number.POSITIVE_INFINITY): Content {
  if (bytes.length === 0) return { kind: 'empty', text: '', cut: false };
  const text = decode(bytes);
  if (text === undefined) return { kind: 'binary', text: '', cut: false };
  if (!isJson(text)) return { kind: 'text', ...cutAt(text, limit) };
  return { kind: 'JSON', ...cutAt(formatJson(text, limit + 1), limit) };
}

/**
 * The body of an answer in the form that API Gateway, function URLs and load balancers expect of a
 * function: `{ statusCode, body, isBase64Encoded? }`. Undefined for everything else.
 */
export function readBody(response: Uint8Array): Uint8Array | undefined {
  const text = decode(response) ?? '';
  // Not every answer of 6 MB is parsed to find that it has no status.
  if (!/^\s*\{/.test(text)) return undefined;
  const value = parse(text);
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('statusCode' in value && 'body' in value)) return undefined;
  const { body } = value;
  if (typeof body !== 'string' || body === '') return undefined;
  const isBase64 = 'isBase64Encoded' in value && value.isBase64Encoded === true;
  return Buffer.from(body, isBase64 ? 'base64' : 'utf8');
}

/** The first `limit` characters or one less. */
export function cutAt(text: string, limit: number): { text: string; cut: boolean } {
  if (text.length <= limit) return { text, cut: false };
  // Not through the middle of a surrogate pair.
  const end = /[\uD800-\uDBFF]/.test(text[limit - 1] ?? '') ? limit - 1 : limit;
  return { text: text.slice(0, end), cut: true };
}

/** Undefined for what is no text: some files of bytes, small images for one, are valid UTF-8. */
function decode(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  return parse(text) !== undefined;
}

/** Undefined, which JSON has no word for, when it is not JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
