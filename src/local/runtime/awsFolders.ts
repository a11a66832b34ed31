import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RunnableFunction } from './executor.ts';

/** Where a path of AWS' `/opt` or `/var/task` is here; the path itself where it is neither. */
export function placeOf(path: string, { codeFolder, layerFolders }: RunnableFunction): string {
  const [, root, rest = ''] = /^\/(opt|var\/task)(?:\/(.*))?$/.exec(path) ?? [];
  const folders = root === 'opt' ? layerFolders.toReversed() : root ? [codeFolder] : [];
  return folders.map((folder) => join(folder, rest)).find((file) => existsSync(file)) ?? path;
}

/** A function's own variables, where those that its interpreter reads lead to what is here. */
export function withPlaces(run: RunnableFunction): Record<string, string> {
  const variables = { ...run.environment };
  for (const name of read) {
    const value = variables[name];
    if (value !== undefined)
      variables[name] = value.replace(/\/(?:opt|var\/task)(?![^/:\s"'])[^:\s"']*/g, (path, at) =>
        // A folder of another one is not AWS'.
        at === 0 || /[:\s"'=]/.test(value[at - 1] ?? '') ? placeOf(path, run) : path,
      );
  }
  return variables;
}

const read = ['NODE_OPTIONS', 'NODE_PATH', 'PYTHONPATH', 'PATH', 'LD_LIBRARY_PATH'];
