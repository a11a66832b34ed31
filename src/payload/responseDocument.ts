import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { readBody, readContent } from './content.ts';
import { begins, endingOf } from './fileEnding.ts';
import { splitIntegrationResponse } from './integrationResponse.ts';

/** An answer, or the body in it, as a file of its own. */
export interface ResponseDocument {
  /** With the dot, so that the right editor opens it, e.g. `.png`. */
  readonly ending: string;
  /** As it came: for what is kept or sent on. */
  readonly received: Uint8Array;
  /** JSON is laid out for a person, with every number and key as it was. */
  readonly shown: Uint8Array;
}

export function wholeDocument(response: Uint8Array): ResponseDocument {
  return documentOf(response, undefined);
}

/**
 * The body of an answer in a form that API Gateway, function URLs and load balancers expect, streamed
 * or not, decoded from base64 and decompressed. Undefined when there is none.
 */
export function bodyDocument(response: Uint8Array): ResponseDocument | undefined {
  const streamed = splitIntegrationResponse(response);
  const encoded = streamed ? streamed.body : readBody(response);
  if (encoded === undefined || encoded.length === 0) return undefined;
  const { encoding, type } = headersOf(streamed ? streamed.head : response);
  return documentOf(decompress(encoded, encoding), type);
}

/** Characters that VS Code opens with all its features; a deep answer can be laid out to many times its size. */
const mostCharacters = 50 * 1024 * 1024;
/** Of a compressed body: a few KB can hold gigabytes. */
const mostBytes = 200 * 1024 * 1024;

function documentOf(received: Uint8Array, contentType: string | undefined): ResponseDocument {
  const { kind, text, cut } = readContent(received, mostCharacters);
  return {
    ending: endingOf(received, kind, contentType),
    received,
    shown: kind === 'JSON' && !cut ? Buffer.from(text) : received,
  };
}

/** Of an answer, or its head, that is a JSON object. */
export function headersOf(response: Uint8Array): { encoding: string; type: string | undefined } {
  const value: unknown = JSON.parse(new TextDecoder().decode(response));
  const { headers }: { headers?: unknown } = Object(value);
  const named = new Map(
    Object.entries(Object(headers)).map(([name, text]) => [name.toLowerCase(), String(text)]),
  );
  return { encoding: named.get('content-encoding') ?? '', type: named.get('content-type') };
}

/** What cannot be decompressed is left as it is: it may have been called compressed by mistake. */
function decompress(body: Uint8Array, encoding: string): Uint8Array {
  const options = { maxOutputLength: mostBytes };
  try {
    if (begins(body, 0x1f, 0x8b)) return gunzipSync(body, options);
    if (/\bbr\b/i.test(encoding)) return brotliDecompressSync(body, options);
    if (/\bdeflate\b/i.test(encoding)) return inflateSync(body, options);
    return body;
  } catch {
    return body;
  }
}
