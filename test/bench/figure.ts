/** A row of the table. A bench is a file of test/bench/ whose `measure` answers some. */
export type Figure = Measured | NotMeasured;

interface Measured {
  readonly what: string;
  readonly measured: number;
  readonly unit: 'ms' | 'KB' | 'MB' | '%' | '×' | 'errors';
  /** The most it may be; without one it is there for comparison. */
  readonly budget?: number;
}

/** What there is to compare with on some machines only. */
interface NotMeasured {
  readonly what: string;
  /** Why not, e.g. `not installed`. */
  readonly absent: string;
}

export interface Bench {
  measure(): Promise<readonly Figure[]>;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const around = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  if (around.length === 0) throw new Error('There is no median of nothing.');
  return around.reduce((sum, value) => sum + value, 0) / around.length;
}
