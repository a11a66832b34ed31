/** A thing that was measured. A bench is a file of test/bench/ whose `measure` answers some. */
export interface Figure {
  readonly what: string;
  readonly measured: number;
  readonly unit: 'ms' | 'KB' | '×';
  /** The most it may be; without one it is there for comparison. */
  readonly budget?: number;
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
