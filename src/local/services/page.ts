import type { Collection } from '../store/collection.ts';

export interface Page<T> {
  readonly items: T[];
  /** Where the next page begins; undefined on the last. */
  readonly marker: string | undefined;
}

export interface PageOptions {
  /** Where the page begins; undefined for the first. */
  readonly marker: string | undefined;
  /** The most items of a page. */
  readonly limit: number;
}

/**
 * A page of the records in the order of their keys. The marker names the last record shown, so that
 * nothing is lost or repeated when records come and go in between.
 */
export function pageOf<T>(
  collection: Collection<T>,
  options: PageOptions & { readonly keep?: (item: T) => boolean },
): Page<T> {
  const keys = collection.keys();
  const after = options.marker === undefined ? undefined : readMarker(options.marker);
  const items: T[] = [];
  let last = '';
  for (
    let index = after === undefined ? 0 : firstAfter(keys, after);
    index < keys.length;
    index += 1
  ) {
    const key = keys[index] ?? '';
    const item = collection.get(key);
    if (item === undefined || options.keep?.(item) === false) continue;
    if (items.length === options.limit) return { items, marker: writeMarker(last) };
    items.push(item);
    last = key;
  }
  return { items, marker: undefined };
}

/** Pages through a list that is not kept by key, e.g. the tags of one role. */
export function pageOfList<T>(list: readonly T[], options: PageOptions): Page<T> {
  const start = options.marker === undefined ? 0 : Number(readMarker(options.marker)) || 0;
  const end = start + options.limit;
  return {
    items: list.slice(start, end),
    marker: end < list.length ? writeMarker(String(end)) : undefined,
  };
}

/** Pages through a list that is sorted by its keys. Its markers are as those of `pageOf`. */
export function pageByKey<T>(
  sorted: readonly T[],
  keyOf: (item: T) => string,
  options: PageOptions,
): Page<T> {
  const after = options.marker === undefined ? undefined : readMarker(options.marker);
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, options.limit);
  const last = items.at(-1);
  const more = rest.length > items.length && last !== undefined;
  return { items, marker: more ? writeMarker(keyOf(last)) : undefined };
}

function firstAfter(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

function writeMarker(key: string): string {
  return Buffer.from(key).toString('base64');
}

function readMarker(marker: string): string {
  return Buffer.from(marker, 'base64').toString();
}
