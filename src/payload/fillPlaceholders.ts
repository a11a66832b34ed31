import type { Placeholder, Variable } from './placeholders.ts';

/** A text, which is escaped as JSON asks for, or a number, which takes the quotes' place around it. */
export type Value = string | number;

/** The JSON with every placeholder replaced and every other byte as it was; without a value one stays. */
export function fillPlaceholders(
  json: Uint8Array,
  placeholders: readonly Placeholder[],
  valueFor: (variable: Variable, index: number) => Value | undefined,
): Uint8Array {
  const parts: Uint8Array[] = [];
  let kept = 0;
  for (const [index, { start, end, variable, isWholeValue }] of placeholders.entries()) {
    const value = valueFor(variable, index);
    if (value === undefined) continue;
    const quotes = typeof value === 'number' && isWholeValue ? 1 : 0;
    parts.push(json.subarray(kept, start - quotes), Buffer.from(inString(value)));
    kept = end + quotes;
  }
  return Buffer.concat([...parts, json.subarray(kept)]);
}

function inString(value: Value): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value).slice(1, -1);
}
