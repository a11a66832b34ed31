/**
 * Lays out valid JSON over lines without reading a value: numbers, escapes, key order and duplicates
 * stay as they are. Stops soon after `limit` characters of output.
 */
export function formatJson(json: string, limit = Number.POSITIVE_INFINITY): string {
  // Code by code rather than by a pattern, and copied in runs: answers of 6 MB have a million tokens.
  let text = '';
  let depth = 0;
  let at = 0;
  /** Where what is not yet copied begins. */
  let from = 0;
  while (at < json.length && text.length < limit) {
    const code = json.charCodeAt(at);
    switch (code) {
      case quote:
        at = endOfString(json, at + 1);
        break;
      case comma:
        at += 1;
        text += json.slice(from, at) + newLine(depth);
        from = at;
        break;
      case colon:
        at += 1;
        text += `${json.slice(from, at)} `;
        from = at;
        break;
      case openBrace:
      case openBracket: {
        text += json.slice(from, at + 1);
        at = skipSpace(json, at + 1);
        from = at;
        // In both pairs the one that closes has the code after the next.
        if (json.charCodeAt(at) === code + 2) at += 1;
        else text += newLine(++depth);
        break;
      }
      case closeBrace:
      case closeBracket:
        text += json.slice(from, at) + newLine(--depth);
        from = at;
        at += 1;
        break;
      default:
        if (code > space) at += 1;
        else {
          text += json.slice(from, at);
          at = skipSpace(json, at);
          from = at;
        }
    }
  }
  return text + json.slice(from, at);
}

function skipSpace(json: string, from: number): number {
  let at = from;
  while (at < json.length && json.charCodeAt(at) <= space) at += 1;
  return at;
}

/** `from` is behind the opening quote. */
function endOfString(json: string, from: number): number {
  let end = json.indexOf('"', from);
  while (end >= 0 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end < 0 ? json.length : end + 1;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json.charCodeAt(at - 1 - backslashes) === backslash) backslashes += 1;
  return backslashes % 2 === 1;
}

/** The last of JSON's white space; outside of strings nothing else comes before it. */
const space = 0x20;
const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

function newLine(depth: number): string {
  return newLines[depth] ?? `\n${'  '.repeat(Math.min(depth, 200))}`;
}

const newLines = Array.from({ length: 20 }, (_, depth) => `\n${'  '.repeat(depth)}`);
