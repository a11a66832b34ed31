import type { NormalizedSchema } from '@smithy/core/schema';
import { ServiceError } from './serviceError.ts';

/** The traits that the protocols here read; AWS' own type for them is internal to its packages. */
export interface Traits {
  readonly httpLabel?: unknown;
  readonly httpQuery?: string;
  readonly httpHeader?: string;
  readonly httpPayload?: unknown;
  readonly eventPayload?: unknown;
  readonly httpResponseCode?: unknown;
  readonly jsonName?: string;
  readonly xmlName?: string;
  readonly xmlFlattened?: unknown;
}

export function traitsOf(schema: NormalizedSchema): Traits {
  return schema.getMergedTraits();
}

/**
 * Turns parsed JSON into an operation's input, member by member: unknown members are dropped, `null`
 * counts as absent, base64 becomes bytes. Throws a SerializationException for a value of a wrong kind.
 */
export function decodeJson(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isStructSchema()) {
    const source = expect(isRecord(value), value, 'a structure');
    const decoded: Record<string, unknown> = {};
    for (const [name, member] of schema.structIterator()) {
      const found = own(source, traitsOf(member).jsonName ?? name);
      if (found !== undefined && found !== null) decoded[name] = decodeJson(member, found);
    }
    return decoded;
  }
  if (schema.isListSchema()) {
    const member = schema.getValueSchema();
    const list = expect(Array.isArray(value) ? value : undefined, value, 'a list');
    return list.map((item) => (item === null ? null : decodeJson(member, item)));
  }
  if (schema.isMapSchema()) {
    const member = schema.getValueSchema();
    const source = expect(isRecord(value), value, 'a map');
    return fromEntries(
      Object.entries(source)
        .filter(([, item]) => item !== null)
        .map(([key, item]) => [key, decodeJson(member, item)]),
    );
  }
  if (schema.isBlobSchema()) return fromBase64(value);
  if (schema.isDocumentSchema()) return value;
  if (schema.isBooleanSchema()) {
    return expect(typeof value === 'boolean' ? value : undefined, value, 'a Boolean');
  }
  if (schema.isNumericSchema()) {
    return expect(typeof value === 'number' ? value : undefined, value, 'a number');
  }
  if (schema.isTimestampSchema()) {
    const date = new Date(typeof value === 'number' ? value * 1000 : Number.NaN);
    if (Number.isNaN(date.getTime())) throw mismatch(value, 'a timestamp');
    return date;
  }
  return scalarText(value);
}

/** Turns the text of a path label, a query parameter, a header or a form field into a value. */
export function decodeText(schema: NormalizedSchema, text: string): unknown {
  if (schema.isBlobSchema()) return fromBase64(text);
  if (schema.isBooleanSchema()) {
    if (text !== 'true' && text !== 'false') throw mismatch(text, 'a Boolean');
    return text === 'true';
  }
  if (schema.isNumericSchema()) {
    const number = Number(text);
    if (text.trim() === '' || !Number.isFinite(number)) throw mismatch(text, 'a number');
    return number;
  }
  if (schema.isTimestampSchema()) {
    const date = new Date(text);
    if (Number.isNaN(date.getTime())) throw mismatch(text, 'a timestamp');
    return date;
  }
  return text;
}

/** Like `Object.fromEntries`, for keys that come from outside: `__proto__` is a key like any other. */
export function fromEntries<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries(entries);
}

/** AWS' JSON reader turns numbers and Booleans into text where a string is expected. */
function scalarText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw mismatch(value, 'a String');
}

function fromBase64(value: unknown): Uint8Array {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) {
    throw mismatch(value, 'a base64 encoded blob');
  }
  return Buffer.from(value, 'base64');
}

function isRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const record = typeof value === 'object' && value !== null && !Array.isArray(value);
  return record ? { ...value } : undefined;
}

function own(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function expect<T>(checked: T | undefined, value: unknown, wanted: string): T {
  if (checked === undefined) throw mismatch(value, wanted);
  return checked;
}

function mismatch(value: unknown, wanted: string): ServiceError {
  return new ServiceError(
    'SerializationException',
    `${kindOf(value)} can not be converted to ${wanted}`,
  );
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'START_ARRAY';
  if (typeof value === 'object') return 'START_OBJECT';
  if (typeof value === 'number') return 'NUMBER_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return 'STRING_VALUE';
}
