import { ExactNumber, isArray, isObject, type Json, layOut, parseExact } from './exactJson.ts';
import { type Expectation, memberPath, type TypeName } from './expectation.ts';
import { inNotation } from './notation.ts';
import { PatternTooSlow, patternFits } from './pattern.ts';

/** One place where an answer is not what was expected. */
export interface Difference {
  /** E.g. `$.items[2].price`. */
  readonly path: string;
  /** In half a sentence. */
  readonly what: string;
}

/** Undefined stands for what is not there. */
export function differences(
  expectation: Expectation,
  actual: Json | undefined,
  path = '$',
): Difference[] {
  if (actual === undefined) return [{ path, what: `is missing: ${inWords(expectation)}` }];
  const wrong = (): Difference[] => [
    { path, what: `is ${brief(actual)}, expected ${inWords(expectation)}` },
  ];
  switch (expectation.kind) {
    case 'value':
      return isSame(expectation.value, actual) ? [] : wrong();
    case 'any':
      return expectation.type === undefined || typeOf(actual) === expectation.type ? [] : wrong();
    case 'oneOf':
      return expectation.choices.some((choice) => fits(choice, actual)) ? [] : wrong();
    case 'matches':
      return matches(expectation.pattern, actual, path, wrong);
    case 'json': {
      const inner = parsed(actual);
      return inner === undefined ? wrong() : differences(expectation.inner, inner, `${path}.$json`);
    }
    case 'array':
      return isArray(actual) ? ofArray(expectation, actual, path) : wrong();
    case 'object':
      return isObject(actual) ? ofObject(expectation, actual, path) : wrong();
  }
}

export function fits(expectation: Expectation, actual: Json | undefined): boolean {
  return differences(expectation, actual).length === 0;
}

/** A string's content, where it is JSON. */
export function parsed(value: Json): Json | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    return parseExact(value);
  } catch {
    return undefined;
  }
}

function ofArray(
  { items, rest }: Extract<Expectation, { kind: 'array' }>,
  actual: readonly Json[],
  path: string,
): Difference[] {
  const found = items.flatMap((item, at) => differences(item, actual[at], `${path}[${at}]`));
  const more = actual.length - items.length;
  if (rest || more <= 0) return found;
  return [...found, { path, what: `has ${more} more than the ${items.length} expected` }];
}

function ofObject(
  { members, rest }: Extract<Expectation, { kind: 'object' }>,
  actual: { readonly [key: string]: Json },
  path: string,
): Difference[] {
  const own = (key: string) => (Object.hasOwn(actual, key) ? actual[key] : undefined);
  const found = [...members].flatMap(([key, member]) =>
    differences(member, own(key), memberPath(path, key)),
  );
  const unexpected = rest ? [] : Object.keys(actual).filter((key) => !members.has(key));
  return [
    ...found,
    ...unexpected.map((key) => ({ path: memberPath(path, key), what: 'is not expected' })),
  ];
}

function matches(
  pattern: string,
  actual: Json,
  path: string,
  wrong: () => Difference[],
): Difference[] {
  try {
    return typeof actual === 'string' && patternFits(pattern, actual) ? [] : wrong();
  } catch (error) {
    if (!(error instanceof PatternTooSlow)) throw error;
    return [{ path, what: `cannot be told: the pattern ${pattern} takes too long. Simplify it` }];
  }
}

function isSame(expected: null | boolean | string | ExactNumber, actual: Json): boolean {
  return expected instanceof ExactNumber
    ? actual instanceof ExactNumber && expected.equals(actual)
    : expected === actual;
}

function typeOf(value: Json): TypeName {
  if (value === null) return 'null';
  if (value instanceof ExactNumber) return 'number';
  if (isArray(value)) return 'array';
  if (typeof value === 'string') return 'string';
  return typeof value === 'boolean' ? 'boolean' : 'object';
}

function inWords(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'any':
      return expectation.type === undefined ? 'anything' : `any ${expectation.type}`;
    case 'matches':
      return `a string that matches ${expectation.pattern}`;
    case 'oneOf':
      return `one of ${brief(expectation.choices.map(inNotation))}`;
    case 'json':
      return 'a string that holds JSON';
    default:
      return brief(inNotation(expectation));
  }
}

/** Characters of a value that a sentence can hold. */
const most = 80;

function brief(value: Json): string {
  const text = layOut(value).replace(/\n\s*/g, ' ');
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
