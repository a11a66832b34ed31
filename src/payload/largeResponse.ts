import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, link, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Content } from './content.ts';
import { begins, endingOf } from './fileEnding.ts';
import { delimiterLength, largestHead, splitIntegrationResponse } from './integrationResponse.ts';
import { headersOf } from './responseDocument.ts';

/** An answer that is too large for memory, or the body in it. */
export interface LargeDocument {
  /** With the dot. */
  readonly ending: string;
  /** Absolute. */
  readonly file: string;
}

/** The whole answer. */
export function wholeFile(file: string): Promise<LargeDocument> {
  return withEnding(file, 'whole', undefined);
}

/** Whether there is a body behind a head that is for the function's URL. */
export async function hasBody(file: string): Promise<boolean> {
  return splitIntegrationResponse(await beginningOf(file)) !== undefined;
}

/** That body, decompressed, in a file beside the answer's. */
export async function bodyFile(file: string): Promise<LargeDocument> {
  const parts = splitIntegrationResponse(await beginningOf(file));
  if (!parts) throw new TypeError(`${file} has no body.`);
  const { type, encoding } = headersOf(parts.head);
  const body = createReadStream(file, { start: parts.head.length + delimiterLength });
  const plain = join(dirname(file), 'body');
  const target = createWriteStream(plain, { mode: 0o600 });
  await pipeline([body, ...decompressor(parts.body, encoding), target]);
  return withEnding(plain, 'body', type);
}

function decompressor(body: Uint8Array, encoding: string): Transform[] {
  if (begins(body, 0x1f, 0x8b)) return [createGunzip()];
  if (/\bbr\b/i.test(encoding)) return [createBrotliDecompress()];
  return /\bdeflate\b/i.test(encoding) ? [createInflate()] : [];
}

/** Under a second name: both stand for the same file where the file system can do that. */
async function withEnding(
  file: string,
  name: string,
  contentType: string | undefined,
): Promise<LargeDocument> {
  const beginning = await beginningOf(file);
  const ending = endingOf(beginning, kindOf(beginning), contentType);
  const named = join(dirname(file), `${name}${ending}`);
  await link(file, named).catch(async (error: unknown) => {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isThere) await copyFile(file, named);
  });
  return { ending, file: named };
}

async function beginningOf(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const most = largestHead + delimiterLength;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(most), 0, most, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** By the beginning alone, which may end in the middle of a character. */
function kindOf(beginning: Uint8Array): Content['kind'] {
  if (beginning.includes(0)) return 'binary';
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true });
    return /^\s*[[{]/.test(text) ? 'JSON' : 'text';
  } catch {
    return 'binary';
  }
}
