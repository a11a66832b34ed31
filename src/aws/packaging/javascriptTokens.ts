import jsTokens, { type Token } from 'js-tokens';

/** A token that matters, with where it starts in the text. */
export interface PlacedToken {
  readonly type: Token['type'];
  readonly value: string;
  readonly start: number;
}

/** The tokens of a source without white space and comments. Never throws. */
export function tokensOf(text: string): PlacedToken[] {
  const tokens: PlacedToken[] = [];
  let start = 0;
  for (const { type, value } of jsTokens(text)) {
    if (!silent.has(type)) tokens.push({ type, value, start });
    start += value.length;
  }
  return tokens;
}

/** The value of a string literal or of a template without substitutions. */
export function literalValue(token: PlacedToken | undefined): string | undefined {
  if (token?.type !== 'StringLiteral' && token?.type !== 'NoSubstitutionTemplate') return undefined;
  return token.value.slice(1, -1).replace(/\\(.)/gs, '$1');
}

const silent = new Set<Token['type']>([
  'WhiteSpace',
  'LineTerminatorSequence',
  'SingleLineComment',
  'MultiLineComment',
  'HashbangComment',
]);
