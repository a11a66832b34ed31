import { isAbsolute, join, relative, sep } from 'node:path';
import type { State } from '../../app.ts';
import type { Target } from '../../aws/target.ts';

/** Where a function's code comes from, and what of it was sent last. */
export interface RememberedSource {
  /** Absolute path of a handler's file or a folder. */
  readonly path: string;
  /** Files that look like secrets and are packed all the same. */
  readonly include: readonly string[];
  /** Files that look like secrets and were left out knowingly. */
  readonly leftOut: readonly string[];
  /** The function's own, for which it was packed. */
  readonly handler?: string | undefined;
  /** Of `Packaging.fingerprint`, taken just before the code was packed. */
  readonly fingerprint: string;
  /** CodeSha256 of what was sent. */
  readonly sha256: string;
}

/** What of a target tells its functions from others. */
export type SourcePlace = Pick<Target, 'connection' | 'region'>;

export function recallSource(
  state: State,
  target: SourcePlace,
  functionName: string,
): RememberedSource | undefined {
  return readSources(state)[keyOf(target, functionName)];
}

export async function rememberSource(
  state: State,
  target: Target,
  functionName: string,
  source: RememberedSource,
): Promise<void> {
  await state.set(stateKey, { ...readSources(state), [keyOf(target, functionName)]: source });
}

export async function forgetSource(
  state: State,
  target: Target,
  functionName: string,
): Promise<void> {
  const { [keyOf(target, functionName)]: _forgotten, ...others } = readSources(state);
  await state.set(stateKey, others);
}

/** Of every region of a connection. */
export async function forgetSourcesOf(state: State, connection: string): Promise<void> {
  const others = Object.entries(readSources(state)).filter(
    ([key]) => !key.startsWith(`${connection}/`),
  );
  await state.set(stateKey, Object.fromEntries(others));
}

/** Sources follow when they, or folders around them, are renamed or moved. Paths are absolute. */
export async function renameSources(
  state: State,
  renames: readonly { readonly from: string; readonly to: string }[],
): Promise<void> {
  const before = readSources(state);
  const renamed = (path: string): string => {
    const rename = renames.find(({ from }) => isAtOrBelow(from, path));
    return rename ? join(rename.to, relative(rename.from, path)) : path;
  };
  const entries = Object.entries(before).map(
    ([key, source]) => [key, { ...source, path: renamed(source.path) }] as const,
  );
  if (entries.every(([key, { path }]) => path === before[key]?.path)) return;
  await state.set(stateKey, Object.fromEntries(entries));
}

function isAtOrBelow(folder: string, path: string): boolean {
  const within = relative(folder, path);
  return within !== '..' && !within.startsWith(`..${sep}`) && !isAbsolute(within);
}

/** Names of the functions of this account and region that are made from this file or folder. */
export function functionsMadeFrom(state: State, target: Target, path: string): readonly string[] {
  const place = keyOf(target, '');
  return Object.entries(readSources(state))
    .filter(([key, source]) => key.startsWith(place) && source.path === path)
    .map(([key]) => key.slice(place.length));
}

const stateKey = 'sources';

function keyOf({ connection, region }: SourcePlace, functionName: string): string {
  return `${connection}/${region}/${functionName}`;
}

/** What another version of the extension stored in another shape is left out. */
function readSources(state: State): Readonly<Record<string, RememberedSource>> {
  const stored = state.get(stateKey);
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter((entry): entry is [string, RememberedSource] =>
      isSource(entry[1]),
    ),
  );
}

function isSource(value: unknown): value is RememberedSource {
  if (typeof value !== 'object' || value === null) return false;
  const { path, include, leftOut, handler, fingerprint, sha256 } = value as Record<string, unknown>;
  return (
    [path, fingerprint, sha256].every((text) => typeof text === 'string') &&
    (handler === undefined || typeof handler === 'string') &&
    [include, leftOut].every(
      (list) => Array.isArray(list) && list.every((item) => typeof item === 'string'),
    )
  );
}
