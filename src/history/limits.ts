import type { ListedEntry } from './entryId.ts';

/** How much of the history is kept. */
export interface Limits {
  readonly entries: number;
  /** Bytes that were sent and received, all together. */
  readonly size: number;
  /** ms */
  readonly age: number;
}

/** Parts entries, newest first, into those that are kept and those beyond a limit. */
export function applyLimits<T extends ListedEntry>(
  listed: readonly T[],
  limits: Limits,
  now: number,
): { readonly kept: readonly T[]; readonly beyond: readonly T[] } {
  let size = 0;
  const first = listed.findIndex((entry, index) => {
    size += entry.size;
    return index >= limits.entries || size > limits.size || now - entry.startedAt > limits.age;
  });
  if (first < 0) return { kept: listed, beyond: [] };
  return { kept: listed.slice(0, first), beyond: listed.slice(first) };
}
