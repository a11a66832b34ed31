import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

/** A place in a file: absolute path, line from 1, column from 1. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Finds what a place in a built file was made from, by the source map that the file names or that
 * lies beside it. Maps are read once. Answers undefined where there is none, or none that can be read.
 */
export function sourceMaps(): (built: Place) => Place | undefined {
  const maps = new Map<string, TraceMap | undefined>();
  return ({ path, line, column }) => {
    if (!maps.has(path)) maps.set(path, readMap(path));
    const map = maps.get(path);
    if (map === undefined) return undefined;
    const found = originalPositionFor(map, { line, column: Math.max(0, column - 1) });
    if (found.source === null) return undefined;
    return {
      path: resolve(dirname(path), asPath(found.source)),
      line: found.line,
      column: found.column + 1,
    };
  };
}

/** Bytes of a file that is looked at: the name of its map stands at the end. */
const ending = 1024;

function readMap(path: string): TraceMap | undefined {
  try {
    const code = readFileSync(path, 'utf8');
    const [, inline] =
      /\/\/# sourceMappingURL=data:application\/json[^,]*;base64,([\w+/=]+)\s*$/.exec(code) ?? [];
    if (inline !== undefined) return new TraceMap(String(Buffer.from(inline, 'base64')));
    const [, named] = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(code.slice(-ending)) ?? [];
    const map = named === undefined ? `${path}.map` : resolve(dirname(path), named);
    return new TraceMap(readFileSync(map, 'utf8'));
  } catch {
    return undefined;
  }
}

function asPath(source: string): string {
  return source.startsWith('file://') ? fileURLToPath(source) : source;
}
