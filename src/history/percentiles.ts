/** What a list of figures comes to. */
export interface Summary {
  readonly count: number;
  readonly least: number;
  readonly median: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
}

/** Undefined for an empty list. */
export function summarise(values: readonly number[]): Summary | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least === undefined || most === undefined) return undefined;
  return {
    ...{ count: sorted.length, least, median: percentile(sorted, 50) },
    ...{ p90: percentile(sorted, 90), p95: percentile(sorted, 95), p99: percentile(sorted, 99) },
    most,
  };
}

/**
 * By nearest rank: the least value that so many percent (above 0, up to 100) of all are no greater
 * than, so that it is always one that was measured. `sorted` ascends and is not empty.
 */
export function percentile(sorted: readonly number[], percent: number): number {
  const rank = Math.ceil((percent / 100) * sorted.length);
  return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1] ?? Number.NaN;
}
