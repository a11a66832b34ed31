/**
 * Lays out valid JSON over lines without reading a value: numbers, escapes, key order and duplicates
 * stay as they are. Stops soon after `limit` characters of output.
 */
export function formatJson(json: string, limit = Number.POSITIVE_INFINITY): string {
  const parts: string[] = [];
  let length = 0;
  let depth = 0;
  const put = (text: string): void => {
    parts.push(text);
    length += text.length;
  };
  tokens.lastIndex = 0;
  for (let match = tokens.exec(json); match && length < limit; match = tokens.exec(json)) {
    const token = match[0];
    switch (token[0]) {
      case '{':
      case '[':
        if (token.length > 1) put(token[0] + token.slice(-1));
        else put(token + newLine(++depth));
        break;
      case '}':
      case ']':
        put(newLine(--depth) + token);
        break;
      case ',':
        put(`,${newLine(depth)}`);
        break;
      case ':':
        put(': ');
        break;
      default:
        put(token);
    }
  }
  return parts.join('');
}

/** Strings, empty containers, punctuation, and everything else that is not white space. */
const tokens = /"(?:[^"\\]|\\.)*"|\{\s*\}|\[\s*\]|[{}[\],:]|[^\s{}[\],:"]+/g;

function newLine(depth: number): string {
  return `\n${'  '.repeat(Math.min(depth, 200))}`;
}
