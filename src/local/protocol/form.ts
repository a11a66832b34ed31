import type { NormalizedSchema } from '@smithy/core/schema';
import { decodeText, fromEntries, traitsOf } from './decode.ts';
import { ServiceError } from './serviceError.ts';

/** The fields of an awsQuery request: dotted names and their values. */
export interface Form {
  readonly values: ReadonlyMap<string, string>;
  /** All names and their prefixes up to a dot, to tell what is there without searching. */
  readonly prefixes: ReadonlySet<string>;
}

const deepest = 32;

export function readForm(pairs: Iterable<readonly [string, string]>): Form {
  const values = new Map<string, string>();
  const prefixes = new Set<string>();
  for (const [name, value] of pairs) {
    values.set(name, value);
    const parts = name.split('.');
    if (parts.length > deepest) {
      throw new ServiceError(
        'MalformedInput',
        `The parameter name ${parts[0]} is nested too deep.`,
      );
    }
    for (let length = 1; length <= parts.length; length += 1) {
      prefixes.add(parts.slice(0, length).join('.'));
    }
  }
  return { values, prefixes };
}

/** Turns the fields below a prefix into an operation's input. */
export function decodeForm(schema: NormalizedSchema, form: Form, at = ''): unknown {
  if (schema.isStructSchema()) return structure(schema, form, at);
  if (schema.isListSchema()) return list(schema, form, at);
  if (schema.isMapSchema()) return map(schema, form, at);
  return decodeText(schema, form.values.get(at) ?? '');
}

function structure(schema: NormalizedSchema, form: Form, at: string): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const below = join(at, traitsOf(member).xmlName ?? name);
    if (form.prefixes.has(below)) decoded[name] = decodeForm(member, form, below);
  }
  return decoded;
}

/** `Tags.member.1`, `Tags.member.2`…; an empty list is sent as `Tags=`. */
function list(schema: NormalizedSchema, form: Form, at: string): unknown[] {
  const member = schema.getValueSchema();
  const flat = traitsOf(schema).xmlFlattened !== undefined;
  const below = flat ? at : join(at, traitsOf(member).xmlName ?? 'member');
  const decoded: unknown[] = [];
  for (let index = 1; form.prefixes.has(join(below, String(index))); index += 1) {
    decoded.push(decodeForm(member, form, join(below, String(index))));
  }
  return decoded;
}

function map(schema: NormalizedSchema, form: Form, at: string): Record<string, unknown> {
  const key = schema.getKeySchema();
  const value = schema.getValueSchema();
  const flat = traitsOf(schema).xmlFlattened !== undefined;
  const below = flat ? at : join(at, 'entry');
  const entries: [string, unknown][] = [];
  for (let index = 1; form.prefixes.has(join(below, String(index))); index += 1) {
    const entry = join(below, String(index));
    const name = form.values.get(join(entry, traitsOf(key).xmlName ?? 'key')) ?? '';
    entries.push([name, decodeForm(value, form, join(entry, traitsOf(value).xmlName ?? 'value'))]);
  }
  return fromEntries(entries);
}

function join(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}.${name}`;
}
