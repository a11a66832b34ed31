import type { NormalizedSchema } from '@smithy/core/schema';
import { ServiceError } from './serviceError.ts';

/** What AWS' model demands of one member beyond its kind; the SDK's schemas leave it out. */
export interface Constraint {
  /** Length of text, bytes, lists and maps; value of numbers. */
  readonly min?: number;
  readonly max?: number;
  /** A regular expression that the whole text must match. */
  readonly pattern?: string;
  readonly values?: readonly string[];
  /** Of the elements of a list, or the values of a map. */
  readonly each?: Constraint;
  /** Of the keys of a map. */
  readonly key?: Constraint;
  /** Of numbers that AWS writes as Java does, e.g. `1.0`. */
  readonly double?: boolean;
}

/** By structure, then by member. */
export type Constraints = Readonly<Record<string, Readonly<Record<string, Constraint>>>>;

/** One violation. AWS joins several into one message. */
export interface Violation {
  /** E.g. `environment.variables`. */
  readonly at: string;
  readonly value: string;
  /** Begins with `Member must`. */
  readonly sentence: string;
  readonly constraint: Constraint;
}

/** All violations in an input, in the order of the model's members. */
export function violations(
  schema: NormalizedSchema,
  input: unknown,
  constraints: Constraints,
): Violation[] {
  return structure(schema, input, constraints, '');
}

/** AWS' sentence for them, to be sent under the service's own code. */
export function validationError(code: string, found: readonly Violation[]): ServiceError {
  const what = `${found.length} validation error${found.length === 1 ? '' : 's'} detected`;
  const list = found.map(
    ({ at, value, sentence }) =>
      `Value ${value} at '${at}' failed to satisfy constraint: ${sentence}`,
  );
  return new ServiceError(code, `${what}: ${list.join('; ')}`, { status: 400 });
}

function structure(
  schema: NormalizedSchema,
  input: unknown,
  constraints: Constraints,
  prefix: string,
): Violation[] {
  const values = new Map(Object.entries(Object(input)));
  const own = constraints[schema.getName() ?? ''] ?? {};
  const required = requiredMembers(schema);
  const found: Violation[] = [];
  for (const [name, member] of schema.structIterator()) {
    const at = prefix + camelCase(name);
    const value = values.get(name);
    if (value === undefined) {
      if (required.has(name)) {
        found.push({ at, value: 'null', sentence: 'Member must not be null', constraint: {} });
      }
      continue;
    }
    found.push(...check(value, own[name] ?? {}, at));
    if (member.isStructSchema()) found.push(...structure(member, value, constraints, `${at}.`));
    if (member.isListSchema() && member.getValueSchema().isStructSchema() && Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        const path = `${at}.${index + 1}.member.`;
        found.push(...structure(member.getValueSchema(), item, constraints, path));
      }
    }
  }
  return found;
}

function check(value: unknown, constraint: Constraint, at: string): Violation[] {
  const sentences = violated(value, constraint);
  const nested = nestedSentence(value, constraint);
  if (nested !== undefined) sentences.push(nested);
  return sentences.map((sentence) => ({
    at,
    value: quote(value, constraint),
    sentence,
    constraint,
  }));
}

function violated(value: unknown, { min, max, pattern, values }: Constraint): string[] {
  const size = sizeOf(value);
  const kind = typeof value === 'number' ? 'value' : 'length';
  const sentences: string[] = [];
  if (values !== undefined && !values.includes(String(value))) {
    sentences.push(`Member must satisfy enum value set: [${values.join(', ')}]`);
  }
  if (max !== undefined && size > max) {
    sentences.push(`Member must have ${kind} less than or equal to ${max}`);
  }
  if (pattern !== undefined && !wholeMatch(pattern, String(value))) {
    sentences.push(`Member must satisfy regular expression pattern: ${pattern}`);
  }
  if (min !== undefined && size < min) {
    sentences.push(`Member must have ${kind} greater than or equal to ${min}`);
  }
  return sentences;
}

/** For what is wrong inside a list or a map, AWS recites all that holds for an element. */
function nestedSentence(value: unknown, { each, key }: Constraint): string | undefined {
  if (Array.isArray(value)) {
    const broken = each !== undefined && value.some((item) => violated(item, each).length > 0);
    return broken ? `Member must satisfy constraint: [${recite(each)}]` : undefined;
  }
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return undefined;
  if (key !== undefined && Object.keys(value).some((name) => violated(name, key).length > 0)) {
    return `Map keys must satisfy constraint: [${recite(key)}]`;
  }
  if (each !== undefined && Object.values(value).some((item) => violated(item, each).length > 0)) {
    return `Map value must satisfy constraint: [${recite(each)}]`;
  }
  return undefined;
}

function recite({ min, max, pattern, values, double }: Constraint): string {
  const kind = double ? 'value' : 'length';
  const limit = double ? javaDouble : String;
  return [
    values && `Member must satisfy enum value set: [${values.join(', ')}]`,
    max !== undefined && `Member must have ${kind} less than or equal to ${limit(max)}`,
    min !== undefined && `Member must have ${kind} greater than or equal to ${limit(min)}`,
    pattern && `Member must satisfy regular expression pattern: ${pattern}`,
    'Member must not be null',
  ]
    .filter(Boolean)
    .join(', ');
}

/** The number of required members stands behind the members in a structure's schema; they come first. */
function requiredMembers(schema: NormalizedSchema): ReadonlySet<string> {
  const shape: unknown = schema.getSchema();
  if (!Array.isArray(shape) || !Array.isArray(shape[4])) return new Set();
  return new Set(shape[4].slice(0, Number(shape[6] ?? 0)).map(String));
}

function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  if (value instanceof Uint8Array) return value.byteLength;
  return Object.keys(Object(value)).length;
}

/** The model's patterns are Java's; what differs for the ones in use is only the anchoring. */
function wholeMatch(pattern: string, text: string): boolean {
  // Only with u is \\p a class; without it, some of the service model's escapes are errors.
  return new RegExp(`^(?:${pattern})$`, pattern.includes('\\p{') ? 'su' : 's').test(text);
}

/** As Java writes it, whose text of it AWS repeats. */
function quote(value: unknown, { each }: Constraint): string {
  return `'${javaText(value, each?.double ? javaDouble : String)}'`;
}

function javaText(value: unknown, plain: (value: unknown) => string): string {
  if (Array.isArray(value)) return `[${value.map((item) => javaText(item, plain)).join(', ')}]`;
  if (value instanceof Uint8Array) {
    return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`;
  }
  if (typeof value !== 'object' || value === null) return plain(value);
  const entries = Object.entries(value).map(([name, item]) => `${name}=${javaText(item, plain)}`);
  return `{${entries.join(', ')}}`;
}

function javaDouble(value: unknown): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function camelCase(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
