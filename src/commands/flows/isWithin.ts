import { isAbsolute, relative, sep } from 'node:path';

/** Whether an absolute path is a folder or leads to something in it; links are not followed. */
export function isWithin(folder: string, path: string): boolean {
  const within = relative(folder, path);
  return within !== '..' && !within.startsWith(`..${sep}`) && !isAbsolute(within);
}
