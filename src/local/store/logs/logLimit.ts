import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isTemporary } from '../files.ts';
import { segmentsOf } from './segment.ts';

/** What a small file takes of a disk (bytes). */
const diskBlock = 4096;

/** How much is left when the limit was passed, so that it is not passed again at once. */
const rest = 0.9;

interface Measured {
  readonly path: string;
  readonly bytes: number;
  readonly written: number;
}

/**
 * Removes the segments that their group no longer retains, then those that were written to longest
 * ago, until all together take less than the limit. Answers the bytes that are left.
 */
export async function keepWithin(options: {
  readonly folder: string;
  /** Bytes. */
  readonly limit: number;
  /** The time (ms since the epoch) before which a group does not retain its events. */
  readonly expiryOf: (groupFolder: string) => number;
  readonly remove: (path: string) => void;
}): Promise<number> {
  const { folder, limit } = options;
  const expired: Measured[] = [];
  const segments: Measured[] = [];
  for (const name of await readdir(folder).catch((): string[] => [])) {
    if (isTemporary(name)) {
      await rm(join(folder, name), { recursive: true, force: true });
      continue;
    }
    const expiry = options.expiryOf(join(folder, name));
    for (const path of await segmentsOf(join(folder, name))) {
      const segment = await measure(path);
      if (segment !== undefined) (segment.written < expiry ? expired : segments).push(segment);
    }
  }
  let bytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  const enough = bytes > limit ? limit * rest : limit;
  segments.sort((one, other) => one.written - other.written);
  for (const { path } of expired) options.remove(path);
  for (const segment of segments) {
    if (bytes <= enough) break;
    options.remove(segment.path);
    bytes -= segment.bytes;
  }
  return bytes;
}

async function measure(path: string): Promise<Measured | undefined> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { path, bytes: Math.ceil(size / diskBlock) * diskBlock, written: mtimeMs };
  } catch {
    return undefined;
  }
}
