import type { Row, ViewName } from '../app/row.ts';
import { isCancelled, isUserError, messageOf } from '../errors.ts';

/**
 * The rows below rows. VS Code draws a view again only when it has all that stands below open rows, and
 * a row that is opened meanwhile is closed again: so whoever draws is answered at once.
 */
export interface Below {
  /** What is known; it is fetched when it is not, and again when the row was listed anew. */
  of(row: Row): readonly Row[] | Promise<readonly Row[]>;
  /** Something is about to be drawn: nobody shall wait any longer for what is being fetched. */
  hurry(): void;
  /** Fetches again what was fetched before, which stays until then. */
  again(row: Row): Promise<void>;
  /** What is being fetched for the row is given up; the next who asks fetches again. */
  forget(row: Row): void;
  forgetAll(): void;
  /** Puts other rows in their place, e.g. the same with more in them. */
  put(row: Row, rows: readonly Row[]): void;
  /** Those that were asked for what stands below them. */
  parents(): readonly Row[];
}

export type FetchRows = (row: Row, signal: AbortSignal) => Promise<readonly Row[]>;

export interface BelowOptions {
  readonly view: ViewName;
  readonly fetch: FetchRows;
  idOf(row: Row): string;
  /** Hears that what was answered is no longer what is known. */
  onChange(row: Row): void;
}

interface Entry {
  row: Row;
  rows?: readonly Row[];
  fetching?: AbortController;
  /** Ends the waiting of who asked first. */
  hurry?: () => void;
  /** Whether somebody was answered before it was there. */
  isOwed: boolean;
}

/** What cannot be fetched becomes one row that says why. */
export function createBelow({ view, fetch, idOf, onChange }: BelowOptions): Below {
  const entries = new Map<string, Entry>();
  const onTheirWay: readonly Row[] = [{ kind: 'more', view, isFetching: true }];

  async function fetchOrFail(row: Row, signal: AbortSignal): Promise<readonly Row[]> {
    try {
      return await fetch(row, signal);
    } catch (error) {
      const message = isCancelled(error) ? 'Not loaded: it was cancelled.' : messageOf(error);
      const fix = isUserError(error) ? error.fix : undefined;
      return [{ kind: 'failure', view, message, of: row, ...(fix && { fix }) }];
    }
  }

  async function load(entry: Entry): Promise<readonly Row[]> {
    entry.fetching?.abort();
    const mine = new AbortController();
    entry.fetching = mine;
    const rows = await fetchOrFail(entry.row, mine.signal);
    if (entry.fetching !== mine) return entry.rows ?? onTheirWay;
    delete entry.fetching;
    entry.rows = rows;
    if (entry.isOwed) onChange(entry.row);
    entry.isOwed = false;
    return rows;
  }

  function firstOf(entry: Entry): Promise<readonly Row[]> {
    const hurried = new Promise<readonly Row[]>((resolve) => {
      entry.hurry = () => {
        entry.isOwed ||= entry.fetching !== undefined;
        resolve(onTheirWay);
      };
    });
    return Promise.race([load(entry), hurried]).finally(() => delete entry.hurry);
  }

  async function loadAgain(entry: Entry): Promise<void> {
    entry.isOwed = true;
    await load(entry);
  }

  function forget(id: string): void {
    const entry = entries.get(id);
    entry?.fetching?.abort();
    delete entry?.fetching;
    entries.delete(id);
  }

  return {
    of(row) {
      const id = idOf(row);
      const known = entries.get(id);
      if (!known) {
        const entry: Entry = { row, isOwed: false };
        entries.set(id, entry);
        return firstOf(entry);
      }
      const isListedAnew = known.row !== row;
      known.row = row;
      if (isListedAnew) void loadAgain(known);
      else if (!known.rows) known.isOwed = true;
      return known.rows ?? onTheirWay;
    },
    hurry() {
      for (const { hurry } of entries.values()) hurry?.();
    },
    async again(row) {
      const known = entries.get(idOf(row));
      if (known) await loadAgain(known);
    },
    forget: (row) => forget(idOf(row)),
    forgetAll() {
      for (const id of [...entries.keys()]) forget(id);
    },
    put(row, rows) {
      forget(idOf(row));
      entries.set(idOf(row), { row, rows, isOwed: false });
    },
    parents: () => [...entries.values()].map(({ row }) => row),
  };
}
