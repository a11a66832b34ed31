/** A part of the panel's text that leads somewhere. Offsets in UTF-16 units, line and column from 1. */
export type ResultLink =
  | {
      readonly kind: 'response';
      readonly start: number;
      readonly length: number;
      readonly id: number;
      readonly part: 'whole' | 'body' | 'error';
    }
  | {
      readonly kind: 'log';
      readonly start: number;
      readonly length: number;
      readonly id: number;
    }
  | {
      readonly kind: 'file';
      readonly start: number;
      readonly length: number;
      readonly path: string;
      readonly line: number;
      readonly column: number;
    };

/** `Open Response #3`, `Open Body #3`, `Open Error #3`, `Show Full Log #3` and workspace paths with an ending such as `orders/index.mjs:3:9`. */
export function findLinks(text: string): ResultLink[] {
  const responses = [...text.matchAll(/Open (Response|Body|Error) #(\d+)/g)].map(
    (match): ResultLink => ({
      kind: 'response',
      start: match.index,
      length: match[0].length,
      id: Number(match[2]),
      part: match[1] === 'Body' ? 'body' : match[1] === 'Error' ? 'error' : 'whole',
    }),
  );
  const logs = [...text.matchAll(/Show Full Log #(\d+)/g)].map(
    (match): ResultLink => ({
      kind: 'log',
      start: match.index,
      length: match[0].length,
      id: Number(match[1]),
    }),
  );
  const files = [...text.matchAll(pathPattern)].slice(-mostFiles).map(
    (match): ResultLink => ({
      kind: 'file',
      start: match.index,
      length: match[0].length,
      path: match[1] ?? '',
      line: Number(match[2] ?? match[3] ?? 1),
      column: Number(match[4] ?? 1),
    }),
  );
  return [...responses, ...logs, ...files];
}

/** A function may log any number of paths, and each is looked for: the newest stand last. */
const mostFiles = 1000;

/**
 * Relative paths only: `path:line:column`, `path", line n` as Python writes it, or the path alone.
 * Letters of every script by their range: Unicode's classes would cost 2 ms at each activation.
 */
const pathPattern =
  /(?<![\w\u00c0-\u1fff\u2c00-\uffff/\\.@:-])((?:[\w\u00c0-\u1fff\u2c00-\uffff@-][\w\u00c0-\u1fff\u2c00-\uffff.@-]*\/)*(?:[\w\u00c0-\u1fff\u2c00-\uffff@-][\w\u00c0-\u1fff\u2c00-\uffff.@-]*\.(?:mjs|cjs|js|ts|mts|cts|py|jsonc|json|go|rs|rb|sh|java|kt|cs|php|pl|lua|swift|cpp|cc|c)|bootstrap))(?![\w\u00c0-\u1fff\u2c00-\uffff/])(?:(?:"|:)?,? line (\d+)|:(\d+)(?::(\d+))?)?/g;
