import { basename, relative } from 'node:path';
import type { App } from '../../app.ts';

/** A file or folder as it is called within its workspace folder; whole where it lies in none. */
export function pathInWords({ workspace }: Pick<App, 'workspace'>, path: string): string {
  const folder = workspace.folderOf(path);
  if (folder === undefined) return path;
  return relative(folder, path).replaceAll('\\', '/') || basename(path);
}
