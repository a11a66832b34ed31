import type { Row, ViewName } from '../app/row.ts';
import { isCancelled, isUserError, messageOf } from '../errors.ts';

/** The rows below rows: fetched when they are first asked for, kept until they are forgotten. */
export interface Below {
  of(row: Row): Promise<readonly Row[]>;
  /** What is being fetched for the row is given up; the next who asks fetches again. */
  forget(row: Row): void;
  /** Puts other rows in their place, e.g. the same with more in them. */
  put(row: Row, rows: readonly Row[]): void;
}

export type FetchRows = (row: Row, signal: AbortSignal) => Promise<readonly Row[]>;

/** What cannot be fetched becomes one row that says why. */
export function createBelow(view: ViewName, fetch: FetchRows): Below {
  const kept = new WeakMap<Row, { rows: Promise<readonly Row[]>; fetching: AbortController }>();

  async function fetchOrFail(row: Row, signal: AbortSignal): Promise<readonly Row[]> {
    try {
      return await fetch(row, signal);
    } catch (error) {
      const message = isCancelled(error) ? 'Not loaded: it was cancelled.' : messageOf(error);
      const fix = isUserError(error) ? error.fix : undefined;
      return [{ kind: 'failure', view, message, of: row, ...(fix && { fix }) }];
    }
  }

  function forget(row: Row): void {
    kept.get(row)?.fetching.abort();
    kept.delete(row);
  }

  return {
    of(row) {
      const known = kept.get(row);
      if (known) return known.rows;
      const fetching = new AbortController();
      const rows = fetchOrFail(row, fetching.signal);
      kept.set(row, { rows, fetching });
      return rows;
    },
    forget,
    put(row, rows) {
      forget(row);
      kept.set(row, { rows: Promise.resolve(rows), fetching: new AbortController() });
    },
  };
}
