import { validateHeaderName, validateHeaderValue } from 'node:http';
import type { WireResponse } from '../protocol/wire.ts';

/** The head of an answer as a handler gives it, in a result of format 2.0 or before a stream. */
export type AnswerHead = Pick<WireResponse, 'headers' | 'status'>;

/** What a client sees of a function that failed, or whose answer makes no sense. */
export const internalServerError: WireResponse = {
  status: 502,
  headers: { 'content-type': 'application/json' },
  body: 'Internal Server Error',
};

/**
 * The answer that a buffered result stands for: as it says itself when it has a status, else as JSON.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload
 */
export function answerOf(payload: Uint8Array): WireResponse {
  const text = Buffer.from(payload).toString();
  const result = parse(text);
  if (result === undefined) return internalServerError;
  const { statusCode, body, isBase64Encoded } = Object(result.value);
  if (statusCode === undefined || Array.isArray(result.value)) {
    const json = typeof result.value === 'string' ? result.value : text;
    return { status: 200, headers: { 'content-type': 'application/json' }, body: json };
  }
  const head = readAnswerHead(result.value, 'application/json');
  if (head === undefined) return internalServerError;
  return { ...head, body: bodyOf(body, isBase64Encoded === true) };
}

/** Undefined where no status, headers or cookies can be made of it. */
export function readAnswerHead(value: unknown, contentType: string): AnswerHead | undefined {
  const { statusCode = 200, headers, cookies } = Object(value);
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) return undefined;
  const read: Record<string, string | string[]> = { 'content-type': contentType };
  for (const [name, content] of Object.entries(Object(headers))) {
    if (content === null || ofConnection.includes(name.toLowerCase())) continue;
    if (!isHeader(name, String(content))) return undefined;
    read[name.toLowerCase()] = String(content);
  }
  if (Array.isArray(cookies) && cookies.length > 0) {
    const texts = cookies.map(String);
    if (!texts.every((text) => isHeader('set-cookie', text))) return undefined;
    read['set-cookie'] = texts;
  }
  return { status, headers: read };
}

/** The server sets these by what it really sends. */
const ofConnection = [
  'connection',
  'content-length',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function bodyOf(body: unknown, isBase64: boolean): Uint8Array | string {
  if (body === undefined || body === null) return '';
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return isBase64 ? Buffer.from(text, 'base64') : text;
}

function isHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
