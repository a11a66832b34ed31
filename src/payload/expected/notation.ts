import { isArray, isObject, type Json } from './exactJson.ts';
import type { Expectation } from './expectation.ts';

/** The expectation as its file has it. */
export function inNotation(expectation: Expectation): Json {
  switch (expectation.kind) {
    case 'value':
      return expectation.value;
    case 'any':
      return { $any: expectation.type ?? true };
    case 'oneOf':
      return { $oneOf: expectation.choices.map(inNotation) };
    case 'matches':
      return { $matches: expectation.pattern };
    case 'json':
      return { $json: inNotation(expectation.inner) };
    case 'array': {
      const items = expectation.items.map(inNotation);
      return expectation.rest ? [...items, { $rest: 'any' }] : items;
    }
    case 'object': {
      const members = [...expectation.members].map(
        ([key, member]) => [escaped(key), inNotation(member)] as const,
      );
      const rest: (readonly [string, Json])[] = expectation.rest ? [['$rest', 'any']] : [];
      return Object.fromEntries([...members, ...rest]);
    }
  }
}

/** The expectation that is met by this very value. */
export function exactly(value: Json): Json {
  if (isArray(value)) return value.map(exactly);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [escaped(key), exactly(member)]),
  );
}

function escaped(key: string): string {
  return key.startsWith('$') ? `$${key}` : key;
}
