/** What the driver measured inside the extension host. */
export interface Measurements {
  /** Bytes, before and after a thousand invocations. */
  readonly before: Memory;
  readonly after: Memory;
  /** From the command to its end with a small and a 6 MB answer, and until this is open; ms. */
  readonly small: readonly number[];
  readonly large: readonly number[];
  readonly opened: readonly number[];
  /** The longest time that nothing else ran in the extension host, from the command to its end; ms. */
  readonly stalled: readonly number[];
  readonly stalledOpening: readonly number[];
  /** What VS Code takes for the same text in a file; ms. */
  readonly openedFile: readonly number[];
}

interface Memory {
  /** By what lives, after a garbage collection. */
  readonly used: number;
  /** By the process as a whole. */
  readonly resident: number;
}

export function readMeasurements(text: string): Measurements {
  const value: unknown = JSON.parse(text);
  if (!isMeasurements(value)) throw new Error(`These are no measurements: ${text}`);
  return value;
}

function isMeasurements(value: unknown): value is Measurements {
  const { before, after, small, large, opened, openedFile, stalled, stalledOpening } =
    Object(value);
  return (
    [before?.used, before?.resident, after?.used, after?.resident].every(isNumber) &&
    [small, large, opened, openedFile, stalled, stalledOpening].every(
      (list) => Array.isArray(list) && list.every(isNumber),
    )
  );
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}
