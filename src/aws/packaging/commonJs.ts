import { literalValue, type PlacedToken } from './javascriptTokens.ts';

/** A `require('…')` with a literal specifier. */
export interface RequireCall {
  readonly specifier: string;
  /** Where the literal stands in the text, quotes included. */
  readonly start: number;
  readonly end: number;
}

/** `require(…)`, `module.require(…)` and `require.resolve(…)`; not methods of other things. */
export function requireCalls(tokens: readonly PlacedToken[]): RequireCall[] {
  const calls: RequireCall[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.value !== 'require' || token.type !== 'IdentifierName') continue;
    if (tokens[index - 1]?.value === '.' && tokens[index - 2]?.value !== 'module') continue;
    const resolve = tokens[index + 1]?.value === '.' && tokens[index + 2]?.value === 'resolve';
    const open = index + (resolve ? 3 : 1);
    const argument = tokens[open + 1];
    const specifier = literalValue(argument);
    if (tokens[open]?.value !== '(' || !argument || specifier === undefined) continue;
    calls.push({ specifier, start: argument.start, end: argument.start + argument.value.length });
  }
  return calls;
}

/** Names that a CommonJS module exports: `exports.x =`, `module.exports.x =`, `module.exports = { … }`, `Object.defineProperty(exports, 'x'`. */
export function commonJsExports(tokens: readonly PlacedToken[]): string[] {
  const names = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    if (token.value !== 'exports' || token.type !== 'IdentifierName') continue;
    const before = tokens[index - 1]?.value;
    if (before === '.' && tokens[index - 2]?.value !== 'module') continue;
    const [next, name, after] = tokens.slice(index + 1, index + 4);
    if (next?.value === '.' && name && after?.value === '=') names.add(name.value);
    else if (next?.value === '[' && literalValue(name) !== undefined)
      names.add(literalValue(name) ?? '');
    else if (next?.value === '=' && name?.value === '{' && before === '.')
      for (const key of objectKeys(tokens, index + 2)) names.add(key);
    else if (next?.value === ',' && tokens[index - 2]?.value === 'defineProperty')
      names.add(literalValue(name) ?? '__esModule');
  }
  names.delete('__esModule');
  return [...names];
}

/** The keys of an object literal whose `{` stands at an index: plain, quoted, short, methods. */
function objectKeys(tokens: readonly PlacedToken[], open: number): string[] {
  const keys: string[] = [];
  let depth = 0;
  let expectsKey = false;
  for (let index = open; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    if (isOpening(token)) {
      depth += 1;
      expectsKey = depth === 1;
    } else if (isClosing(token)) {
      depth -= 1;
      if (depth === 0) break;
    } else if (depth === 1 && token.value === ',') {
      expectsKey = true;
    } else if (depth === 1 && expectsKey) {
      if (isModifier(token, tokens[index + 1])) continue;
      expectsKey = false;
      if (token.type === 'IdentifierName') keys.push(token.value);
      else if (token.type === 'StringLiteral') keys.push(literalValue(token) ?? '');
    }
  }
  return keys;
}

function isOpening({ type, value }: PlacedToken): boolean {
  return type === 'TemplateHead' || (type === 'Punctuator' && ['{', '(', '['].includes(value));
}

function isClosing({ type, value }: PlacedToken): boolean {
  return type === 'TemplateTail' || (type === 'Punctuator' && ['}', ')', ']'].includes(value));
}

/** `async` and `*` before a method's name. */
function isModifier(token: PlacedToken, next: PlacedToken | undefined): boolean {
  if (token.value === '*') return true;
  return (
    token.value === 'async' && next !== undefined && ![',', ':', '(', '}'].includes(next.value)
  );
}
