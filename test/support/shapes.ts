import type { NormalizedSchema } from '@smithy/core/schema';
import fc, { type Arbitrary } from 'fast-check';

/** Values of a shape, as a client or a service may have them: what is required is always there. */
export function valuesOf(schema: NormalizedSchema, text: Arbitrary<string>): Arbitrary<unknown> {
  return shaped(schema, text, 0);
}

/** Whether parts of a shape come one by one, which is no case of encoding a value. */
export function isStreamed(schema: NormalizedSchema): boolean {
  if (!schema.isStructSchema()) return false;
  return [...schema.structIterator()].some(([, member]) => member.isStreaming());
}

/**
 * A value without what its protocol does not tell apart: members that are undefined are absent, and
 * bytes and dates are those of any class.
 */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('hex') };
  if (value instanceof Date) return { date: value.toISOString() };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .filter(([name, item]) => item !== undefined && name !== '$metadata')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, item]) => [name, plain(item)]);
}

const deepest = 6;

function shaped(
  schema: NormalizedSchema,
  text: Arbitrary<string>,
  depth: number,
): Arbitrary<unknown> {
  if (schema.isUnionSchema()) {
    const members = [...schema.structIterator()];
    return fc.oneof(
      ...members.map(([name, member]) =>
        shaped(member, text, depth + 1).map((value) => ({ [name]: value })),
      ),
    );
  }
  if (schema.isStructSchema()) return structure(schema, text, depth);
  if (schema.isListSchema()) {
    const maxLength = depth < deepest ? 3 : 0;
    return fc.array(shaped(schema.getValueSchema(), text, depth + 1), { maxLength });
  }
  if (schema.isMapSchema()) {
    const key = fc.oneof(text, fc.constantFrom('constructor', 'toString', 'a.b'));
    const entry = fc.tuple(key, shaped(schema.getValueSchema(), text, depth + 1));
    // awsQuery has no way to write an empty map.
    return fc
      .array(entry, { minLength: 1, maxLength: 3 })
      .map((entries) => Object.fromEntries(entries));
  }
  if (schema.isBlobSchema()) return fc.uint8Array({ maxLength: 64 });
  if (schema.isBooleanSchema()) return fc.boolean();
  if (schema.isNumericSchema()) return fc.integer();
  if (schema.isTimestampSchema()) return seconds;
  return text;
}

function structure(
  schema: NormalizedSchema,
  text: Arbitrary<string>,
  depth: number,
): Arbitrary<unknown> {
  const required = requiredMembers(schema);
  const members: [string, Arbitrary<unknown>][] = [];
  for (const [name, member] of schema.structIterator()) {
    const needed = required.has(name) || member.isIdempotencyToken();
    if (depth >= deepest && !needed) continue;
    const { httpLabel, httpHeader, httpQuery, httpPayload, httpResponseCode } = traitsOf(member);
    // An absent payload is written as an empty one.
    const always = needed || httpLabel || httpPayload || httpResponseCode;
    const own = httpHeader ? visible : httpLabel || httpQuery ? named : text;
    const value = httpResponseCode
      ? fc.constant(200)
      : // Nor can a query hold an empty list, and an empty payload is none.
        shaped(member, own, depth + 1).filter(
          (found) => !(httpQuery || httpPayload) || !isEmpty(found),
        );
    members.push([name, always ? value : fc.option(value, { nil: undefined })]);
  }
  const records = fc.record(Object.fromEntries(members)).map((record) => ({ ...record }));
  if (depth === 0 || members.length === 0) return records;
  // Nor an empty structure inside another.
  return records.filter((record) => Object.values(record).some((value) => value !== undefined));
}

/** Behind the members in a structure's schema stands how many of them, from the first, are required. */
function requiredMembers(schema: NormalizedSchema): ReadonlySet<string> {
  const shape: unknown = schema.getSchema();
  if (!Array.isArray(shape) || !Array.isArray(shape[4])) return new Set();
  return new Set(shape[4].slice(0, Number(shape[6] ?? 0)).map(String));
}

/** Traits without a value of their own count as 1. */
function traitsOf(schema: NormalizedSchema): Readonly<Record<string, unknown>> {
  return schema.getMergedTraits();
}

function isEmpty(value: unknown): boolean {
  return (Array.isArray(value) || value instanceof Uint8Array) && value.length === 0;
}

const seconds = fc.integer({ min: 0, max: 4_102_444_800 }).map((second) => new Date(second * 1000));

const named = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.constantFrom('a/b', 'a b', 'a+b', '100%', '?x=1&y', "it's", '..', '.', 'größe', '%2F'),
);

/** What a header can hold: visible, and blanks inside. */
const visible = fc
  .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 })
  .map((found) => found.trim())
  .filter((found) => found !== '');
