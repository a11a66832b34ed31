import { fits, parsed } from './compare.ts';
import { isArray, isObject, type Json } from './exactJson.ts';
import type { Expectation } from './expectation.ts';
import { inNotation } from './notation.ts';

/** The two sides of a difference: what fits is the same on both, so that a diff shows the rest only. */
export interface Sides {
  readonly expected: Json;
  readonly actual: Json;
}

export function sideBySide(expectation: Expectation, actual: Json): Sides {
  if (fits(expectation, actual)) return { expected: actual, actual };
  if (expectation.kind === 'object' && isObject(actual)) return ofObjects(expectation, actual);
  if (expectation.kind === 'array' && isArray(actual)) return ofArrays(expectation, actual);
  const inner = expectation.kind === 'json' ? parsed(actual) : undefined;
  if (expectation.kind === 'json' && inner !== undefined) {
    const sides = sideBySide(expectation.inner, inner);
    return { expected: { $json: sides.expected }, actual: { $json: sides.actual } };
  }
  return { expected: inNotation(expectation), actual };
}

/** In the order of the actual members; those that are missing follow. */
function ofObjects(
  { members, rest }: Extract<Expectation, { kind: 'object' }>,
  object: { readonly [key: string]: Json },
): Sides {
  const expected: [string, Json][] = [];
  const actual: [string, Json][] = [];
  for (const [key, value] of Object.entries(object)) {
    const member = members.get(key);
    const sides = member ? sideBySide(member, value) : { expected: value, actual: value };
    if (member || rest) expected.push([key, sides.expected]);
    actual.push([key, sides.actual]);
  }
  for (const [key, member] of members) {
    if (!Object.hasOwn(object, key)) expected.push([key, inNotation(member)]);
  }
  return { expected: Object.fromEntries(expected), actual: Object.fromEntries(actual) };
}

function ofArrays(
  { items, rest }: Extract<Expectation, { kind: 'array' }>,
  values: readonly Json[],
): Sides {
  const both = values.map((value, at): Sides => {
    const item = items[at];
    return item ? sideBySide(item, value) : { expected: value, actual: value };
  });
  const expected = both.map((sides) => sides.expected);
  return {
    expected: [
      ...(rest ? expected : expected.slice(0, items.length)),
      ...items.slice(values.length).map(inNotation),
    ],
    actual: both.map((sides) => sides.actual),
  };
}
