import { dirname } from 'node:path';

/** The path itself, the folder that holds it, and so on up to the root. */
export function pathAndAbove(path: string): string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...pathAndAbove(above)];
}
