/** A JSON value whose numbers are what was written, to the last digit. */
export type Json = null | boolean | string | ExactNumber | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** A number as it was written, e.g. `12345678901234567890` or `1.10`. */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** By value: `1.0`, `1` and `10e-1` are equal. */
  equals(other: ExactNumber): boolean {
    return this.text === other.text || canonical(this.text) === canonical(other.text);
  }
}

/** Throws a `SyntaxError` for what is not JSON, and a `RangeError` for what is nested too deep. */
export function parseExact(text: string): Json {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' ? new ExactNumber(context?.source ?? String(value)) : value,
  ) as Json;
}

/** Laid out over lines, as `JSON.stringify(value, null, 2)` does. */
export function layOut(value: Json, indent = ''): string {
  if (value instanceof ExactNumber) return value.text;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const [open, close, parts] = isArray(value)
    ? ['[', ']', value.map((item) => layOut(item, inner))]
    : [
        ...(['{', '}'] as const),
        Object.entries(value).map(
          ([key, member]) => `${JSON.stringify(key)}: ${layOut(member, inner)}`,
        ),
      ];
  if (parts.length === 0) return open + close;
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`;
}

export function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof ExactNumber)
  );
}

/** Sign, digits without zeros at either end, and the exponent of ten behind them. */
function canonical(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const zeros = digits.length - significant.length;
  return `${sign}${significant}e${BigInt(exponent) - BigInt(fraction.length - zeros)}`;
}
