import { parse } from 'es-module-lexer';
import { type PlacedToken, tokensOf } from './javascriptTokens.ts';

/**
 * Blanks imported names that nothing uses, as TypeScript's compiler does: they were types, imported
 * without saying `type`, and do not exist at run time. A statement of which nothing is left goes as
 * a whole. Lines and columns stay. The lexer must have been initialised.
 */
export function withoutUnusedImports(text: string): string {
  const statements = parse(text)[0].filter((found) => found.type === 'static');
  const tokens = tokensOf(text);
  const inStatement = (token: PlacedToken) =>
    statements.some(
      ({ importStart, importEnd }) => token.start >= importStart && token.start < importEnd,
    );
  const used = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'IdentifierName' || inStatement(token)) continue;
    const before = tokens[index - 1]?.value ?? '';
    const isMember = before === '.' || before === '?.';
    const isKey = (before === '{' || before === ',') && tokens[index + 1]?.value === ':';
    if (!isMember && !isKey) used.add(token.value);
  }
  let result = text;
  for (const { importStart, importEnd } of statements) {
    const own = tokens.filter(({ start }) => start >= importStart && start < importEnd);
    if (own[0]?.value !== 'import') continue; // `export … from`
    const bindings = bindingsOf(own);
    const unused = bindings.filter(({ name }) => !used.has(name));
    if (unused.length === 0) continue;
    if (unused.length === bindings.length) {
      result = blank(result, importStart, importEnd);
      continue;
    }
    for (const { start, end } of unused) result = blank(result, start, end);
  }
  return result;
}

interface Binding {
  readonly name: string;
  /** Where it stands, with the comma after it. */
  readonly start: number;
  readonly end: number;
}

/** `a`, `* as a`, `{ a, b as c }` and their mixtures. */
function bindingsOf(statement: readonly PlacedToken[]): Binding[] {
  const from = statement.findLastIndex(({ value }) => value === 'from');
  const bindings: Binding[] = [];
  let first: PlacedToken | undefined;
  let name: PlacedToken | undefined;
  let comma: PlacedToken | undefined;
  let inBraces = false;
  const finish = (end: number) => {
    // A namespace after a default import takes the comma before it along.
    const start = first?.value === '*' ? (comma ?? first) : first;
    if (start && name) bindings.push({ name: name.value, start: start.start, end });
    first = undefined;
    name = undefined;
  };
  for (const token of statement.slice(1, from)) {
    if (token.value === ',') {
      finish(token.start + 1);
      comma = token;
    } else if (token.value === '{' || token.value === '}') {
      finish(token.start);
      inBraces = token.value === '{';
    } else {
      first ??= token;
      name = token;
    }
  }
  const last = statement[from];
  if (!inBraces && last) finish(last.start);
  return bindings;
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}
