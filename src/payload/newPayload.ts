import { extname } from 'node:path';

export interface NewPayload {
  /** Path within the workspace folder, with `/`. */
  readonly path: string;
  readonly content: string;
}

/** A first payload file for a function: small, and good to be edited. */
export function newPayload(functionName: string, existing: readonly string[]): NewPayload {
  return {
    path: newPayloadPath(functionName, '.json', existing),
    content: payloadText({ hello: 'world' }),
  };
}

/**
 * Where a new payload file can stand. `existing` are paths within the workspace folder; the new one is
 * none of them, whatever their case. It stands in `folder` if given, else where others do.
 */
export function newPayloadPath(
  functionName: string,
  ending: string,
  existing: readonly string[],
  folder = eventFolder(existing),
): string {
  const taken = new Set(existing.map((path) => path.replaceAll('\\', '/').toLowerCase()));
  const stem = functionName.replace(/^.*:function:/, '').replace(/[^a-zA-Z0-9_-]+/g, '-');
  const start = folder === '' ? stem : `${folder}/${stem}`;
  let path = `${start}${ending}`;
  for (let number = 2; taken.has(path.toLowerCase()); number++)
    path = `${start}-${number}${ending}`;
  return path;
}

/** A value as a payload file has it. */
export function payloadText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
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
