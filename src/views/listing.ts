/** Rows that come in pages, kept as far as they have been fetched. */
export interface Listing<T> {
  /** Resolves when the first rows are there; starts the listing when nobody has. */
  started(): Promise<void>;
  /** Lists from the start; goes on until `wanted` is among the rows, when it is given. */
  restart(wanted?: (row: T) => boolean): Promise<void>;
  more(): Promise<void>;
  /** Forgets all rows: they are listed anew when somebody wants to see them. */
  reset(): void;
  rows(): readonly T[];
  hasMore(): boolean;
  /** Why the last fetch ended early. */
  failure(): unknown;
}

export interface ListingOptions<T> {
  pages(): AsyncIterable<readonly T[]>;
  onChange(): void;
}

/** Rows that are fetched before the person has to ask for more. */
const atOnce = 200;

export function createListing<T>({ pages, onChange }: ListingOptions<T>): Listing<T> {
  let rows: T[] = [];
  let failure: unknown;
  let source: AsyncIterator<readonly T[]> | undefined;
  let start: Promise<void> | undefined;

  async function fetchUntil(done: () => boolean): Promise<void> {
    const mine = source;
    if (!mine) return; // All is there, or the failure that ended it still holds.
    failure = undefined;
    try {
      while (!done()) {
        const next = await mine.next();
        if (source !== mine) return; // Restarted meanwhile: these rows are of yesterday.
        if (next.done) {
          source = undefined;
          return;
        }
        rows = [...rows, ...next.value];
      }
    } catch (error) {
      if (source !== mine) return;
      source = undefined;
      failure = error;
    }
  }

  async function begin(wanted?: (row: T) => boolean): Promise<void> {
    rows = [];
    failure = undefined;
    source = pages()[Symbol.asyncIterator]();
    await fetchUntil(() => rows.length >= atOnce);
    if (wanted) await fetchUntil(() => rows.some(wanted));
  }

  return {
    async started() {
      start ??= begin();
      await start;
    },
    async restart(wanted) {
      start = begin(wanted);
      await start;
      onChange();
    },
    async more() {
      const target = rows.length + atOnce;
      await fetchUntil(() => rows.length >= target);
      onChange();
    },
    reset() {
      rows = [];
      failure = undefined;
      source = undefined;
      start = undefined;
      onChange();
    },
    rows: () => rows,
    hasMore: () => source !== undefined,
    failure: () => failure,
  };
}
