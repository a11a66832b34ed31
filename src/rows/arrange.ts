import type { Row } from '../app/row.ts';
import type { FunctionSummary } from '../aws/lambdaFunction.ts';
import { type Arrangement, fits, type Marks, type Sort } from './arrangement.ts';

export type FunctionRow = Extract<Row, { kind: 'function' }>;

/** A group's name for each function, and how groups are called that have none. */
export interface Grouping {
  nameOf(summary: FunctionSummary): string | undefined;
  readonly others: string;
}

export interface Arranged {
  readonly rows: readonly Row[];
  /** How many functions are in sight. */
  readonly shown: number;
  /** How many were hidden by hand. */
  readonly hidden: number;
}

/** Favourites first, then the rest; what does not fit the filter or is hidden is left out. */
export function arrange(
  listed: readonly FunctionRow[],
  { filter, sort }: Arrangement,
  { favourites, hidden }: Marks,
  grouping: Grouping | undefined,
): Arranged {
  const isHidden = new Set(hidden);
  const isFavourite = new Set(favourites);
  const visible = listed.filter((row) => !isHidden.has(row.function.name));
  const fitting = filter === '' ? visible : visible.filter((row) => fits(filter, textsOf(row)));
  const sorted = sort === 'listed' ? fitting : fitting.toSorted(orders[sort]);
  const first = sorted.filter((row) => isFavourite.has(row.function.name));
  const rest =
    first.length === 0 ? sorted : sorted.filter((row) => !isFavourite.has(row.function.name));
  return {
    rows: [...first, ...(grouping ? grouped(rest, grouping) : rest)],
    shown: fitting.length,
    hidden: listed.length - visible.length,
  };
}

/** Of `orders-create` or `orders_create` it is `orders`. */
export const byPrefix: Grouping = {
  nameOf: ({ name }) => /^([^-_]+)[-_]/.exec(name)?.[1],
  others: 'No prefix',
};

export const byRuntime: Grouping = {
  nameOf: ({ runtime }) => runtime,
  others: 'Container images',
};

/** `values` by ARN. */
export function byTag(key: string, values: ReadonlyMap<string, string>): Grouping {
  return { nameOf: ({ arn }) => values.get(arn), others: `No tag ${key}` };
}

function textsOf({ function: { name, description, runtime = 'container image' } }: FunctionRow) {
  return [name, description, runtime];
}

const orders: Readonly<
  Record<Exclude<Sort, 'listed'>, (one: FunctionRow, other: FunctionRow) => number>
> = {
  name: (one, other) => compare(one.function.name, other.function.name),
  changed: (one, other) => compare(other.function.lastModified, one.function.lastModified),
  runtime: (one, other) =>
    compare(one.function.runtime ?? '', other.function.runtime ?? '') ||
    compare(one.function.name, other.function.name),
};

/** Not by a locale: ten times as fast, and names are ASCII. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function grouped(rows: readonly FunctionRow[], { nameOf, others }: Grouping): Row[] {
  const groups = new Map<string | undefined, FunctionRow[]>();
  for (const row of rows) {
    const name = nameOf(row.function);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  const rest = groups.get(undefined);
  const named = [...groups].flatMap(([name, found]) =>
    name === undefined ? [] : [{ kind: 'functionGroup', name, rows: found } as const],
  );
  return [
    ...named.toSorted((one, other) => compare(one.name, other.name)),
    ...(rest ? [{ kind: 'functionGroup', name: others, rows: rest } as const] : []),
  ];
}
