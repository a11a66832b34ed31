import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { type Content, readBody, readContent } from './content.ts';

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
 * The body of an answer in the form that API Gateway, function URLs and load balancers expect,
 * decoded from base64 and decompressed. Undefined when there is none.
 */
export function bodyDocument(response: Uint8Array): ResponseDocument | undefined {
  const encoded = readBody(response);
  if (encoded === undefined) return undefined;
  const { encoding, type } = headersOf(response);
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

function headersOf(response: Uint8Array): { encoding: string; type: string | undefined } {
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

const endings: Readonly<Record<string, string>> = {
  'application/gzip': '.gz',
  'application/json': '.json',
  'application/pdf': '.pdf',
  'application/zip': '.zip',
  'audio/mpeg': '.mp3',
  'image/gif': '.gif',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/svg+xml': '.svg',
  'image/webp': '.webp',
  'text/css': '.css',
  'text/csv': '.csv',
  'text/html': '.html',
  'text/javascript': '.js',
  'text/xml': '.xml',
  'application/xml': '.xml',
  'video/mp4': '.mp4',
};

/** First bytes of the files that are told by them. */
const signatures: readonly (readonly [ending: string, ...bytes: number[]])[] = [
  ['.png', 0x89, 0x50, 0x4e, 0x47],
  ['.jpg', 0xff, 0xd8, 0xff],
  ['.gif', 0x47, 0x49, 0x46, 0x38],
  ['.pdf', 0x25, 0x50, 0x44, 0x46],
  ['.gz', 0x1f, 0x8b],
  ['.zip', 0x50, 0x4b, 0x03, 0x04],
];

/** What the bytes are goes before what they are called. */
function endingOf(
  bytes: Uint8Array,
  kind: Content['kind'],
  contentType: string | undefined,
): string {
  const signature = signatures.find(([, ...first]) => begins(bytes, ...first));
  if (signature !== undefined) return signature[0];
  const called = endings[contentType?.split(';')[0]?.trim().toLowerCase() ?? ''];
  if (kind === 'JSON') return '.json';
  if (called !== undefined) return called;
  return kind === 'binary' ? '.bin' : '.txt';
}

function begins(bytes: Uint8Array, ...first: number[]): boolean {
  return first.every((byte, index) => bytes[index] === byte);
}
