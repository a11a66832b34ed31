import { invalidPattern } from './refusals.ts';

/** What an expression is asked about: answers the value that an operand names, undefined for none. */
export type Lookup = (operand: string) => unknown;

export type Condition = (lookup: Lookup) => boolean;

/**
 * Reads comparisons joined by `&&`, `||` and parentheses, as they stand in patterns for JSON and for
 * space-delimited events; `isOperand` says what may stand before an operator.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function readExpression(text: string, isOperand: RegExp): Condition {
  const tokens = text.match(token) ?? [];
  let at = 0;
  const next = (): string => {
    const found = tokens[at];
    if (found === undefined) throw invalidPattern();
    at += 1;
    return found;
  };
  const accept = (wanted: string): boolean => {
    const found = tokens[at]?.toUpperCase() === wanted;
    if (found) at += 1;
    return found;
  };
  const either = (): Condition => {
    const parts = [both()];
    while (accept('||')) parts.push(both());
    return (lookup) => parts.some((part) => part(lookup));
  };
  const both = (): Condition => {
    const parts = [single()];
    while (accept('&&')) parts.push(single());
    return (lookup) => parts.every((part) => part(lookup));
  };
  const single = (): Condition => {
    if (accept('(')) {
      const inner = either();
      if (!accept(')')) throw invalidPattern();
      return inner;
    }
    return comparison(next());
  };
  const comparison = (operand: string): Condition => {
    if (!isOperand.test(operand)) throw invalidPattern();
    const operator = next().toUpperCase();
    if (operator === 'EXISTS') return (lookup) => lookup(operand) !== undefined;
    if (operator === 'NOT' && accept('EXISTS')) return (lookup) => lookup(operand) === undefined;
    if (operator === 'IS') {
      const wanted = next().toUpperCase();
      if (!constants.has(wanted)) throw invalidPattern();
      return (lookup) => lookup(operand) === constants.get(wanted);
    }
    const matches = comparer(operator, next());
    return (lookup) => {
      const value = lookup(operand);
      // Only what can be compared does compare: not what is missing, nor lists and objects.
      return ['string', 'number', 'boolean'].includes(typeof value) && matches(String(value));
    };
  };
  const condition = either();
  if (at < tokens.length) throw invalidPattern();
  return condition;
}

/** A regular expression as patterns have it, between percent signs; parentheses are not allowed. */
export function readRegularExpression(text: string): RegExp {
  const source = text.slice(1, -1);
  if (text.length < 3 || !text.endsWith('%') || !/^[\w#=@/;,:\s^$?[\]{}|\\*+.-]+$/.test(source)) {
    throw invalidPattern(`Invalid character(s) in term '${text}'`);
  }
  try {
    return new RegExp(source);
  } catch {
    throw invalidPattern(`Invalid character(s) in term '${text}'`);
  }
}

export function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(["\\])/g, '$1') : text;
}

const token =
  /"(?:[^"\\]|\\.)*"|%[^%]*%|&&|\|\||[()]|!=|<=|>=|[=<>]|\$(?:\.?\[(?:'[^']*'|"[^"]*"|[^\]]*)\]|\.[^\s.[\]()=!<>&|"%]+)*|[^\s()=!<>&|"%]+|\S/g;

const constants: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['NULL', null],
  ['TRUE', true],
  ['FALSE', false],
]);

function comparer(operator: string, literal: string): (value: string) => boolean {
  if (!/^["%*\w$@.:/+-]/.test(literal)) throw invalidPattern();
  const equals = equality(literal);
  if (operator === '=') return equals;
  if (operator === '!=') return (value) => !equals(value);
  const compare = orders.get(operator);
  const limit = numberOf(literal);
  if (compare === undefined || limit === undefined) throw invalidPattern();
  return (value) => {
    const number = numberOf(value);
    return number !== undefined && compare(number, limit);
  };
}

const orders: ReadonlyMap<string, (value: number, limit: number) => boolean> = new Map([
  ['<', (value, limit) => value < limit],
  ['<=', (value, limit) => value <= limit],
  ['>', (value, limit) => value > limit],
  ['>=', (value, limit) => value >= limit],
]);

/** An asterisk stands for any text; a number equals a number however it is written. */
function equality(literal: string): (value: string) => boolean {
  if (literal.startsWith('%')) {
    const expression = readRegularExpression(literal);
    return (value) => expression.test(value);
  }
  const number = literal.startsWith('"') ? undefined : numberOf(literal);
  if (number !== undefined) return (value) => numberOf(value) === number;
  const parts = unquoted(literal).split('*');
  const [start = '', ...rest] = parts;
  const end = rest.pop();
  if (end === undefined) return (value) => value === start;
  return (value) => {
    if (!value.startsWith(start) || !value.endsWith(end)) return false;
    let at = start.length;
    for (const part of rest) {
      const found = value.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= value.length - end.length;
  };
}

function numberOf(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}
