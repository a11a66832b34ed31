import { createHash } from 'node:crypto';

/**
 * Stands for the name of a log group or a log stream on disk: readable, and the same for no two names,
 * also where the file system does not tell upper from lower case.
 */
export function fileKey(name: string): string {
  const readable = name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 60);
  return `${readable}~${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
}
