import { extname } from 'node:path';

export interface NewPayload {
  /** Path within the workspace folder, with `/`. */
  readonly path: string;
  readonly content: string;
}

/**
 * A first payload file for a function: small, and good to be edited. `existing` are paths within the
 * workspace folder; the new one is none of them, whatever their case.
 */
export function newPayload(functionName: string, existing: readonly string[]): NewPayload {
  const taken = new Set(existing.map((path) => path.replaceAll('\\', '/').toLowerCase()));
  const folder = eventFolder(existing);
  const stem = functionName.replace(/^.*:function:/, '').replace(/[^a-zA-Z0-9_-]+/g, '-');
  let path = `${folder}/${stem}.json`;
  for (let number = 2; taken.has(path.toLowerCase()); number++)
    path = `${folder}/${stem}-${number}.json`;
  return { path, content: `${JSON.stringify({ hello: 'world' }, undefined, 2)}\n` };
}

/** Where the workspace keeps its payloads already, else `events`. */
function eventFolder(existing: readonly string[]): string {
  const folders = existing
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => ['.json', '.jsonc'].includes(extname(path).toLowerCase()))
    .map((path) => /^(?:.*\/)?(?:events|payloads)(?=\/)/i.exec(path)?.[0])
    .filter((folder) => folder !== undefined)
    .sort((one, other) => one.length - other.length);
  return folders[0] ?? 'events';
}
