import type { Fix } from './errors.ts';

/**
 * A page of charts, and tables that say the same for whoever cannot see them. Plain data: whatever
 * has figures makes one and gives it to `app.show.chart(page)`, which draws it in the colours of the
 * theme. For up to some thousand points: `charts` share nothing, each has its own `x`.
 */
export interface ChartPage {
  /** Of the tab, e.g. `orders: charts`. */
  readonly title: string;
  /** What the figures are of, in a line, e.g. `local · 000000000000 · us-east-1 · 25 invocations`. */
  readonly subtitle: string;
  readonly charts: readonly Chart[];
  readonly tables: readonly Table[];
}

export interface Chart {
  readonly title: string;
  /** Of all values, e.g. `ms`; empty for counts. */
  readonly unit: string;
  readonly x: {
    /** What stands along the axis, e.g. `Invocation`. */
    readonly title: string;
    /** Ascending. */
    readonly values: readonly number[];
    /** What a point is called when it is read, e.g. its time: one for each value. */
    readonly labels: readonly string[];
  };
  readonly series: readonly Series[];
}

export interface Series {
  readonly name: string;
  readonly drawn: 'line' | 'points' | 'bars';
  readonly colour: 'blue' | 'green' | 'purple' | 'red' | 'yellow';
  /** One for each x; null where there is none. */
  readonly values: readonly (number | null)[];
}

export interface Table {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly kind: 'text' | 'number' }[];
  readonly rows: readonly TableRow[];
}

export interface TableRow {
  /** One for each column; the first names the row. */
  readonly cells: readonly string[];
  /** What a click on the first cell runs. */
  readonly opens?: Fix;
}
