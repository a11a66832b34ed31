import { createHash } from 'node:crypto';

/**
 * The name of a record's file: readable, and the same for no two keys, also where the file system
 * does not tell upper from lower case or keeps some names for itself.
 */
export function recordFile(key: string): string {
  const readable = key.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 80);
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 12);
  return `${readable}~${hash}.json`;
}

/** The key that a file is named after; undefined when its name does not hold all of it. */
export function keyOf(name: string): string | undefined {
  const readable = name.slice(0, Math.max(0, name.lastIndexOf('~')));
  return recordFile(readable) === name ? readable : undefined;
}
