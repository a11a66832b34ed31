import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { Zip, ZipDeflate } from 'fflate';
import type { PlannedFile } from './plan.ts';

const chunkSize = 64 * 1024;

export interface WrittenZip {
  readonly bytes: Uint8Array;
  /** Base64. */
  readonly sha256: string;
}

/**
 * Zips the files in the order of their paths. The same paths, contents and modes give the same bytes
 * on every machine: times are fixed and the compression is JavaScript's own, not the machine's zlib.
 */
export async function writeZip(
  files: readonly PlannedFile[],
  signal?: AbortSignal,
): Promise<WrittenZip> {
  const parts: Uint8Array[] = [];
  const hash = createHash('sha256');
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
    hash.update(part);
  });
  for (const file of inOrder(files)) {
    const entry = new ZipDeflate(file.path, { level: 6 });
    entry.mtime = new Date(1980, 0, 1);
    entry.os = 3;
    entry.attrs = (file.executable ? 0o100755 : 0o100644) * 0x10000;
    zip.add(entry);
    for await (const chunk of chunksOf(file)) {
      signal?.throwIfAborted();
      entry.push(chunk, false);
      // Deflating is work for the processor: let the editor breathe between chunks.
      await setImmediate();
    }
    entry.push(new Uint8Array(0), true);
  }
  zip.end();
  return { bytes: Buffer.concat(parts), sha256: hash.digest('base64') };
}

/** By code units, so that the order does not depend on a language. */
export function inOrder<T extends { readonly path: string }>(files: readonly T[]): T[] {
  return [...files].sort((one, other) =>
    one.path < other.path ? -1 : one.path > other.path ? 1 : 0,
  );
}

async function* chunksOf(file: PlannedFile): AsyncGenerator<Uint8Array> {
  if (file.content || file.from === undefined) {
    const content = file.content ?? new Uint8Array(0);
    for (let at = 0; at < content.length; at += chunkSize)
      yield content.subarray(at, at + chunkSize);
    return;
  }
  const source = await open(file.from);
  try {
    for (;;) {
      const { bytesRead, buffer } = await source.read(Buffer.alloc(chunkSize), 0, chunkSize, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await source.close();
  }
}
