import { relative } from 'node:path';
import { type Binding, bindingFaults, toBinding } from './binding.ts';

/** A file as bindings are remembered for: its workspace folder, and its path within (`/`). */
export interface FileKey {
  readonly folder: string;
  readonly path: string;
}

/** A file outside of every workspace folder is known by its whole path. */
export function fileKey(folder: string | undefined, path: string): FileKey {
  const within = folder === undefined ? path : relative(folder, path);
  return { folder: folder ?? '', path: within.replaceAll('\\', '/') };
}

/** Remembered bindings by folder, then by relative path: plain JSON for the workspace's state. */
export type RememberedBindings = Readonly<Record<string, Readonly<Record<string, Binding>>>>;

/** What the workspace's state holds, checked: what is not understood is forgotten. */
export function readRemembered(stored: unknown): RememberedBindings {
  return mapValues(stored, (folder) => mapValues(folder, readBinding));
}

export function rememberedFor(
  remembered: RememberedBindings,
  { folder, path }: FileKey,
): Binding | undefined {
  return Object.hasOwn(remembered, folder) ? own(remembered[folder], path) : undefined;
}

export function remember(
  remembered: RememberedBindings,
  { folder, path }: FileKey,
  binding: Binding,
): RememberedBindings {
  return { ...remembered, [folder]: { ...remembered[folder], [path]: binding } };
}

export function forget(
  remembered: RememberedBindings,
  { folder, path }: FileKey,
): RememberedBindings {
  const { [path]: _forgotten, ...others } = remembered[folder] ?? {};
  return { ...remembered, [folder]: others };
}

/** Bindings after a file or a folder has been renamed or moved, from one workspace folder to another too. */
export function followRename(
  remembered: RememberedBindings,
  from: FileKey,
  to: FileKey,
): RememberedBindings {
  let result = remembered;
  for (const [path, binding] of Object.entries(remembered[from.folder] ?? {})) {
    const inside =
      path === from.path
        ? ''
        : path.startsWith(`${from.path}/`)
          ? path.slice(from.path.length)
          : undefined;
    if (inside === undefined) continue;
    result = forget(result, { folder: from.folder, path });
    result = remember(result, { folder: to.folder, path: to.path + inside }, binding);
  }
  return result;
}

function readBinding(stored: unknown): Binding | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { functionName, ...others } = { ...emptyBinding, ...stored };
  const members = { function: functionName, ...others };
  if (typeof functionName !== 'string' || bindingFaults(members).length > 0) return undefined;
  return toBinding(functionName, members);
}

const emptyBinding: Readonly<Record<keyof Binding, unknown>> = {
  functionName: undefined,
  qualifier: undefined,
  type: undefined,
  account: undefined,
  region: undefined,
  tenantId: undefined,
  variables: undefined,
};

function mapValues<T>(
  stored: unknown,
  read: (value: unknown) => T | undefined,
): Readonly<Record<string, T>> {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return {};
  const entries = Object.entries(stored).flatMap(([key, value]: [string, unknown]) => {
    const checked = read(value);
    return checked === undefined ? [] : [[key, checked] as const];
  });
  return Object.fromEntries(entries);
}

function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}
