import type { Content } from './content.ts';

/**
 * The ending, with its dot, that makes the right editor open what begins with the bytes: what they are goes
 * before what they are called.
 */
export function endingOf(
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

export function begins(bytes: Uint8Array, ...first: number[]): boolean {
  return first.every((byte, index) => bytes[index] === byte);
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
