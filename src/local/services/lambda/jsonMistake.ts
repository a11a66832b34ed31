/**
 * Where a text stops being JSON: the index of the first character that cannot stand there, or the
 * text's length when it ends too early. For texts that `JSON.parse` has refused; it does not always say.
 */
export function findJsonMistake(text: string): number {
  const open: ('[' | '{')[] = [];
  let expected: Expected = 'value';
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = readToken(text, at);
    if (token === undefined || !fits(token, expected, open.at(-1))) return at;
    if (token === '[' || token === '{') open.push(token);
    if (token === ']' || token === '}') open.pop();
    expected = next(token, expected, open.at(-1));
    at = skipSpace(text, at + token.length);
  }
  return at;
}

type Expected = 'value' | 'valueOrEnd' | 'name' | 'nameOrEnd' | 'colon' | 'commaOrEnd' | 'nothing';

const tokens = /[[\]{},:]|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

function readToken(text: string, at: number): string | undefined {
  if (text.charAt(at) === '"') return readString(text, at);
  tokens.lastIndex = at;
  return tokens.exec(text)?.[0];
}

/** By hand: an expression that repeats a choice overflows on strings of megabytes. */
function readString(text: string, from: number): string | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return text.slice(from, at + 1);
    if (character < ' ') return undefined;
    if (character === '\\') {
      if (!/^(["\\/bfnrt]|u[\dA-Fa-f]{4})/.test(text.slice(at + 1, at + 6))) return undefined;
      at += 1;
    }
  }
  return undefined;
}

function fits(token: string, expected: Expected, inside: '[' | '{' | undefined): boolean {
  const scalar = !/^[[\]{},:]$/.test(token);
  switch (expected) {
    case 'value':
      return scalar || token === '[' || token === '{';
    case 'valueOrEnd':
      return scalar || token === '[' || token === '{' || token === ']';
    case 'name':
      return token.startsWith('"');
    case 'nameOrEnd':
      return token.startsWith('"') || token === '}';
    case 'colon':
      return token === ':';
    case 'commaOrEnd':
      return token === ',' || token === (inside === '[' ? ']' : '}');
    case 'nothing':
      return false;
  }
}

function next(token: string, expected: Expected, inside: '[' | '{' | undefined): Expected {
  if (token === '[') return 'valueOrEnd';
  if (token === '{') return 'nameOrEnd';
  if (token === ':') return 'value';
  if (token === ',') return inside === '{' ? 'name' : 'value';
  if (expected === 'name' || (expected === 'nameOrEnd' && token !== '}')) return 'colon';
  return inside === undefined ? 'nothing' : 'commaOrEnd';
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}
