import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { headLine, segmentName, segmentNumberOf } from './segment.ts';

/** Bytes after which a stream goes on in another segment, so that old ones can be removed. */
const fullSegment = 1024 * 1024;

/** Streams whose segments are remembered. */
const remembered = 1000;

export interface SegmentWriter {
  /** Adds whole lines to a stream, which comes into being with its first; answers the bytes written. */
  write(groupFolder: string, stream: string, lines: string): number;
  /** Something was removed from the disk: each stream goes on in a new segment. */
  forget(): void;
}

/**
 * Writes at once, and closes each file again, so that a stream which nobody writes to costs nothing.
 * A stream that an earlier process has written goes on in a new segment: the end of its last one may
 * have been cut by a crash.
 */
export function createSegmentWriter(): SegmentWriter {
  const open = new Map<string, { readonly number: number; bytes: number }>();
  return {
    write(groupFolder, stream, lines) {
      const key = join(groupFolder, stream);
      const last = open.get(key) ?? { number: 0, bytes: fullSegment };
      open.delete(key);
      const next =
        last.bytes < fullSegment
          ? last
          : { number: Math.max(last.number + 1, segmentNumberOf(Date.now())), bytes: 0 };
      const text = next.bytes > 0 ? lines : headLine({ stream, created: Date.now() }) + lines;
      appendFileSync(join(groupFolder, segmentName(stream, next.number)), text, { mode: 0o600 });
      const written = Buffer.byteLength(text);
      next.bytes += written;
      open.set(key, next);
      const [oldest] = open.size > remembered ? open.keys() : [];
      if (oldest !== undefined) open.delete(oldest);
      return written;
    },
    forget: () => open.clear(),
  };
}
