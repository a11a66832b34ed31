import { setTimeout as delay } from 'node:timers/promises';

/** Rows that come in pages, kept as far as they have been fetched. */
export interface Listing<T> {
  /** Resolves when the first rows are there; starts the listing when nobody has. */
  started(): Promise<void>;
  /** Resolves when nothing is being fetched any more. */
  settled(): Promise<void>;
  /** Lists from the start; with `wanted` it resolves when that is among the rows, or nothing more comes. */
  restart(wanted?: (row: T) => boolean): Promise<void>;
  more(): Promise<void>;
  /** Goes on where everything has become needed. */
  goOn(): void;
  /** Forgets all rows: they are listed anew when somebody wants to see them. */
  reset(): void;
  rows(): readonly T[];
  hasMore(): boolean;
  isFetching(): boolean;
  /** Why the last fetch ended early. */
  failure(): unknown;
}

export interface ListingOptions<T> {
  pages(): AsyncIterable<readonly T[]>;
  /** Hears of each page that nobody awaits, and when no more is on its way. */
  onChange(): void;
  /** Whether all rows are needed, e.g. to look for some among them. */
  needsAll?(): boolean;
}

/** What a person does not notice; ms. */
const moment = 10;

/** Rows that are fetched before the person has to ask for more. */
const atOnce = 200;

export function createListing<T>({
  pages,
  onChange,
  needsAll = () => false,
}: ListingOptions<T>): Listing<T> {
  let rows: T[] = [];
  let failure: unknown;
  let source: AsyncIterator<readonly T[]> | undefined;
  let target = 0;
  let wanted: ((row: T) => boolean) | undefined;
  let first: Promise<void> | undefined;
  let fetching: Promise<void> | undefined;
  /** Whether somebody waits, who draws what is there at the end: to draw it twice could undo a click. */
  let isAwaited = false;

  function tell(): void {
    if (!isAwaited) onChange();
  }

  const isEnough = () => rows.length >= target && !wanted && !needsAll();

  async function fetchPage(mine: AsyncIterator<readonly T[]>): Promise<void> {
    try {
      const next = await mine.next();
      if (source !== mine) return; // Restarted meanwhile: these rows are of yesterday.
      if (next.done) source = undefined;
      else {
        rows.push(...next.value);
        if (wanted && next.value.some(wanted)) wanted = undefined;
      }
    } catch (error) {
      if (source !== mine) return;
      source = undefined;
      failure = error;
    }
    tell();
  }

  /** One page after the other, by one loop however many ask. */
  function pump(): Promise<void> {
    const mine = source;
    if (!mine) return Promise.resolve();
    failure = undefined;
    fetching ??= (async () => {
      while (source === mine && !isEnough()) await fetchPage(mine);
    })().finally(() => {
      if (source !== mine && source !== undefined) return;
      fetching = undefined;
      // Whether more is on its way has changed.
      tell();
    });
    return fetching;
  }

  function begin(): Promise<void> {
    rows = [];
    failure = undefined;
    target = atOnce;
    fetching = undefined;
    isAwaited = true;
    const mine = pages()[Symbol.asyncIterator]();
    source = mine;
    const beginning = fetchPage(mine).then(async () => {
      // Where no second page follows, that is known at once.
      if (source === mine) await Promise.race([pump(), delay(moment)]);
      if (first === beginning) isAwaited = false;
    });
    first = beginning;
    return first;
  }

  /** Where all was forgotten meanwhile, its rows would be none: those that come after them are awaited. */
  async function started(): Promise<void> {
    const mine = first ?? begin();
    await mine;
    if (first !== mine) await started();
  }

  return {
    started,
    async settled() {
      await first;
      await fetching;
    },
    async restart(row) {
      wanted = row;
      await begin();
      isAwaited = row !== undefined;
      if (row) await pump();
      isAwaited = false;
      wanted = undefined;
    },
    async more() {
      target = rows.length + atOnce;
      await pump();
    },
    goOn() {
      if (!isEnough()) void pump();
    },
    reset() {
      rows = [];
      failure = undefined;
      source = undefined;
      first = undefined;
      fetching = undefined;
      isAwaited = false;
      onChange();
    },
    rows: () => rows,
    hasMore: () => source !== undefined,
    isFetching: () => source !== undefined && fetching !== undefined,
    failure: () => failure,
  };
}
