/**
 * Lays out valid JSON over lines without reading a value: numbers, escapes, key order and duplicates
 * stay as they are. Stops soon after `limit` characters of output.
 */
export function formatJson(json: string, limit = Number.POSITIVE_INFINITY): string {
  // Code by code rather than by a pattern: answers of 6 MB have a million tokens.
  let text = '';
  let depth = 0;
  let at = 0;
  while (at < json.length && text.length < limit) {
    const start = at;
    const character = json.charAt(at++);
    switch (character) {
      case ' ':
      case '\n':
      case '\r':
      case '\t':
        break;
      case '{':
      case '[': {
        const close = character === '{' ? '}' : ']';
        at = skipSpace(json, at);
        if (json.charAt(at) === close) {
          text += character + close;
          at += 1;
        } else text += character + newLine(++depth);
        break;
      }
      case '}':
      case ']':
        text += newLine(--depth) + character;
        break;
      case ',':
        text += `,${newLine(depth)}`;
        break;
      case ':':
        text += ': ';
        break;
      default:
        at = character === '"' ? endOfString(json, at) : endOfScalar(json, at);
        text += json.slice(start, at);
    }
  }
  return text;
}

function skipSpace(json: string, from: number): number {
  let at = from;
  while (at < json.length && json.charCodeAt(at) <= space) at += 1;
  return at;
}

/** `from` is behind the opening quote. */
function endOfString(json: string, from: number): number {
  for (let at = from; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === backslash) at += 1;
  }
  return json.length;
}

function endOfScalar(json: string, from: number): number {
  let at = from;
  while (at < json.length && !endsScalar(json.charCodeAt(at))) at += 1;
  return at;
}

function endsScalar(code: number): boolean {
  return code <= space || code === comma || code === closeBracket || code === closeBrace;
}

/** The last of JSON's white space; outside of strings nothing else comes before it. */
const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const closeBracket = 0x5d;
const closeBrace = 0x7d;

function newLine(depth: number): string {
  return `\n${'  '.repeat(Math.min(depth, 200))}`;
}
