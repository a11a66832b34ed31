import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The first of the programs that is on PATH, with its path. */
export function onPath(...names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  return names
    .flatMap((name) =>
      folders.flatMap((folder) => endings.map((end) => path.join(folder, name + end))),
    )
    .find(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
