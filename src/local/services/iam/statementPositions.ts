/** One statement of a policy and where it stands in the document. */
export interface PlacedStatement {
  readonly text: string;
  readonly start: Position;
  /** Of its closing brace. */
  readonly end: Position;
}

/** Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The statements of a document that is a policy. */
export function placeStatements(document: string): PlacedStatement[] {
  const found: PlacedStatement[] = [];
  const open: number[] = [];
  let key = '';
  // Strings as a whole, so that braces in them do not count.
  for (const { 0: token, index } of document.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/gs)) {
    const depth = open.length;
    if (token.startsWith('"')) {
      const isKey = depth === 1 && /^\s*:/.test(document.slice(index + token.length));
      if (isKey) key = String(JSON.parse(token));
    } else if (token === '{' || token === '[') {
      open.push(index);
    } else {
      const start = open.pop() ?? 0;
      const inList = depth === 3 && document[open[1] ?? 0] === '[';
      if (token === '}' && key === 'Statement' && (depth === 2 || inList)) {
        const text = document.slice(start, index + 1);
        found.push({ text, start: positionOf(document, start), end: positionOf(document, index) });
      }
    }
  }
  return found;
}

function positionOf(document: string, index: number): Position {
  const before = document.slice(0, index);
  return { line: before.split('\n').length, column: index - before.lastIndexOf('\n') };
}
