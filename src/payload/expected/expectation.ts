import { type ExactNumber, isArray, isObject, type Json, type JsonObject } from './exactJson.ts';

/** What an answer, or a part of it, is to be. */
export type Expectation =
  | { readonly kind: 'value'; readonly value: null | boolean | string | ExactNumber }
  | { readonly kind: 'any'; readonly type: TypeName | undefined }
  | { readonly kind: 'oneOf'; readonly choices: readonly Expectation[] }
  | { readonly kind: 'matches'; readonly pattern: string }
  /** A string that holds JSON. */
  | { readonly kind: 'json'; readonly inner: Expectation }
  | {
      readonly kind: 'object';
      readonly members: ReadonlyMap<string, Expectation>;
      /** Whether others may stand beside them. */
      readonly rest: boolean;
    }
  | {
      readonly kind: 'array';
      readonly items: readonly Expectation[];
      /** Whether others may follow. */
      readonly rest: boolean;
    };

export const typeNames = ['string', 'number', 'boolean', 'object', 'array', 'null'] as const;
export type TypeName = (typeof typeNames)[number];

export interface Expected {
  /** Whether the function is to fail. */
  readonly error: boolean;
  readonly expectation: Expectation;
}

/** What an `*.expected.json` file says wrongly. */
export class ExpectationFault extends Error {
  override readonly name = 'ExpectationFault';

  constructor(path: string, problem: string) {
    super(`${path}: ${problem}`);
  }
}

/** Throws an `ExpectationFault`. The notation is described in docs/batches-and-tests.md. */
export function readExpected(value: Json): Expected {
  const error = isObject(value) ? value['$error'] : undefined;
  if (!isObject(value) || error === undefined)
    return { error: false, expectation: read(value, '$') };
  checkAlone(value, '$error', '$');
  return { error: true, expectation: withRest(read(error, '$.$error')) };
}

function read(value: Json, path: string): Expectation {
  if (isArray(value)) return readArray(value, path);
  return isObject(value) ? readObject(value, path) : { kind: 'value', value: value as Scalar };
}

type Scalar = null | boolean | string | ExactNumber;

function readArray(values: readonly Json[], path: string): Expectation {
  const last = values.at(-1);
  // Beside other members it is the rest of that object.
  const rest = isObject(last) && Object.keys(last).join() === '$rest';
  if (rest) checkRest(last['$rest'], `${path}[${values.length - 1}]`);
  const items = rest ? values.slice(0, -1) : values;
  return { kind: 'array', items: items.map((item, at) => read(item, `${path}[${at}]`)), rest };
}

function readObject(object: JsonObject, path: string): Expectation {
  const matcher = Object.keys(object).find((key) => Object.hasOwn(matchers, key));
  if (matcher !== undefined) {
    checkAlone(object, matcher, path);
    return matchers[matcher as Matcher](object[matcher] ?? null, `${path}.${matcher}`);
  }
  const members = new Map<string, Expectation>();
  for (const [key, member] of Object.entries(object)) {
    if (key === '$rest') checkRest(member, path);
    else members.set(memberName(key, path), read(member, memberPath(path, key)));
  }
  return { kind: 'object', members, rest: Object.hasOwn(object, '$rest') };
}

type Matcher = '$any' | '$oneOf' | '$matches' | '$json';

const matchers: Readonly<Record<Matcher, (argument: Json, path: string) => Expectation>> = {
  $any(argument, path) {
    const type = typeNames.find((name) => name === argument);
    if (argument !== true && type === undefined) {
      throw new ExpectationFault(path, `must be true or one of "${typeNames.join('", "')}"`);
    }
    return { kind: 'any', type };
  },
  $oneOf(argument, path) {
    if (!isArray(argument) || argument.length === 0) {
      throw new ExpectationFault(path, 'must be an array of what is allowed');
    }
    return { kind: 'oneOf', choices: argument.map((each, at) => read(each, `${path}[${at}]`)) };
  },
  $matches(argument, path) {
    if (typeof argument !== 'string') {
      throw new ExpectationFault(path, 'must be a regular expression in a string');
    }
    try {
      new RegExp(argument, 'u');
    } catch (error) {
      throw new ExpectationFault(path, error instanceof Error ? error.message : String(error));
    }
    return { kind: 'matches', pattern: argument };
  },
  $json: (argument, path) => ({ kind: 'json', inner: read(argument, path) }),
};

/** `$$id` stands for the member `$id`. */
function memberName(key: string, path: string): string {
  if (!key.startsWith('$')) return key;
  if (key.startsWith('$$')) return key.slice(1);
  throw new ExpectationFault(
    path,
    key === '$error'
      ? '"$error" may stand outermost only'
      : `"${key}" is not known: it must be $any, $oneOf, $matches, $json or $rest. A member that is called ${key} is written "$${key}"`,
  );
}

function checkAlone(object: JsonObject, key: string, path: string): void {
  const [other] = Object.keys(object).filter((each) => each !== key);
  if (other !== undefined) {
    throw new ExpectationFault(path, `"${key}" must stand alone, not beside "${other}"`);
  }
}

function checkRest(value: Json | undefined, path: string): void {
  if (value !== 'any') throw new ExpectationFault(path, '"$rest" must be "any"');
}

/** Of an error nobody expects every member: its stack is different each time. */
function withRest(expectation: Expectation): Expectation {
  return expectation.kind === 'object' ? { ...expectation, rest: true } : expectation;
}

export function memberPath(path: string, key: string): string {
  return /^[\w$]+$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}
