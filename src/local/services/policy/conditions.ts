import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { everyOf, not, someOf, type Truth } from './logic.ts';
import { type ConditionKeys, literal, matches, readTemplate, type Template } from './template.ts';

type Comparison = (actual: string, wanted: Template) => Truth;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const comparisons = new Map<string, Comparison>([
  ['stringequals', (actual, wanted) => actual === literal(wanted)],
  [
    'stringequalsignorecase',
    (actual, wanted) => actual.toLowerCase() === literal(wanted).toLowerCase(),
  ],
  ['stringlike', matches],
  ['arnequals', arnMatches],
  ['arnlike', arnMatches],
  ['numericequals', numbers((actual, wanted) => actual === wanted)],
  ['numericlessthan', numbers((actual, wanted) => actual < wanted)],
  ['numericlessthanequals', numbers((actual, wanted) => actual <= wanted)],
  ['numericgreaterthan', numbers((actual, wanted) => actual > wanted)],
  ['numericgreaterthanequals', numbers((actual, wanted) => actual >= wanted)],
  ['dateequals', dates((actual, wanted) => actual === wanted)],
  ['datelessthan', dates((actual, wanted) => actual < wanted)],
  ['datelessthanequals', dates((actual, wanted) => actual <= wanted)],
  ['dategreaterthan', dates((actual, wanted) => actual > wanted)],
  ['dategreaterthanequals', dates((actual, wanted) => actual >= wanted)],
  ['bool', (actual, wanted) => actual.toLowerCase() === literal(wanted).toLowerCase()],
  ['binaryequals', (actual, wanted) => actual === literal(wanted)],
  ['ipaddress', inNetwork],
]);

const negations = new Map([
  ['stringnotequals', 'stringequals'],
  ['stringnotequalsignorecase', 'stringequalsignorecase'],
  ['stringnotlike', 'stringlike'],
  ['arnnotequals', 'arnequals'],
  ['arnnotlike', 'arnlike'],
  ['numericnotequals', 'numericequals'],
  ['datenotequals', 'dateequals'],
  ['notipaddress', 'ipaddress'],
]);

/** Whether IAM knows the operator, with its `ForAllValues:` and `IfExists`. */
export function isOperator(text: string): boolean {
  const { name } = readOperator(text);
  return name === 'null' || comparisons.has(negations.get(name) ?? name);
}

/**
 * Whether a statement's Condition holds: all of its operators for all of their keys. Undefined when
 * that cannot be told: an unknown operator, a value of another type.
 */
export function conditionHolds(
  condition: unknown,
  keys: ConditionKeys,
  variables: ConditionKeys | undefined,
): Truth {
  if (condition === undefined) return true;
  const operators = Object.entries(Object(condition));
  return everyOf(
    operators.flatMap(([operator, block]) =>
      Object.entries(Object(block)).map(([key, wanted]) =>
        holds(readOperator(operator), keys.get(key.toLowerCase()) ?? [], texts(wanted), variables),
      ),
    ),
  );
}

interface Operator {
  readonly set: string | undefined;
  readonly name: string;
  readonly ifExists: boolean;
}

function readOperator(text: string): Operator {
  const pattern = /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/s;
  const [, set, name = '', ifExists] = pattern.exec(text.toLowerCase()) ?? [];
  return { set, name, ifExists: ifExists !== undefined };
}

function holds(
  { set, name, ifExists }: Operator,
  actual: readonly string[],
  wanted: readonly string[],
  variables: ConditionKeys | undefined,
): Truth {
  if (name === 'null') return wanted.includes(String(actual.length === 0));
  const negated = negations.get(name);
  const compare = comparisons.get(negated ?? name);
  if (compare === undefined) return undefined;
  if (actual.length === 0) {
    return ifExists || set === 'forallvalues' || (negated !== undefined && set === undefined);
  }
  const each = actual.map((value) => {
    const equal = someOf(
      wanted.map((text) => {
        const template = readTemplate(text, variables);
        return template && compare(value, template);
      }),
    );
    return negated === undefined ? equal : not(equal);
  });
  const all = set === 'forallvalues' || (set === undefined && negated !== undefined);
  return all ? everyOf(each) : someOf(each);
}

/** Values may be written as JSON's booleans and numbers too. */
function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** Each of an ARN's six parts for itself. */
function arnMatches(actual: string, wanted: Template): boolean {
  const parts = splitTemplate(wanted);
  const found = actual.split(':');
  const actualParts = [...found.slice(0, 5), found.slice(5).join(':')];
  if (parts.length === 1 && parts[0]?.length === 1 && matches(actual, parts[0])) return true;
  return (
    parts.length === actualParts.length &&
    parts.every((part, index) => matches(actualParts[index] ?? '', part))
  );
}

function splitTemplate(template: Template): Template[] {
  const parts: Template[number][][] = [[]];
  for (const piece of template) {
    if (piece === ':' && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(piece);
  }
  return parts;
}

function numbers(compare: (actual: number, wanted: number) => boolean): Comparison {
  const read = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));
  return (actual, wanted) => compareNumbers(read(actual), read(literal(wanted)), compare);
}

function dates(compare: (actual: number, wanted: number) => boolean): Comparison {
  return (actual, wanted) =>
    compareNumbers(milliseconds(actual), milliseconds(literal(wanted)), compare);
}

function compareNumbers(
  actual: number,
  wanted: number,
  compare: (actual: number, wanted: number) => boolean,
): Truth {
  if (Number.isNaN(actual) || Number.isNaN(wanted)) return undefined;
  return compare(actual, wanted);
}

/** Of ISO 8601 or of seconds since the epoch. */
function milliseconds(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) && text.length > 4 ? Number(text) * 1000 : Date.parse(text);
}

function inNetwork(actual: string, wanted: Template): Truth {
  const [network = '', bits] = literal(wanted).split('/');
  const family = isIPv4(network) ? 'ipv4' : isIPv6(network) ? 'ipv6' : undefined;
  const length = Number(bits ?? (family === 'ipv4' ? 32 : 128));
  if (family === undefined || !(length >= 0 && length <= (family === 'ipv4' ? 32 : 128))) {
    return undefined;
  }
  const list = new BlockList();
  list.addSubnet(network, length, family);
  if (isIPv4(actual)) return family === 'ipv4' && list.check(actual, 'ipv4');
  return family === 'ipv6' && isIPv6(actual) && list.check(actual, 'ipv6');
}
