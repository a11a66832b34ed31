import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { App } from '../../app.ts';
import { pathAndAbove } from '../flows/pathAndAbove.ts';
import { recallSource, type SourcePlace } from '../flows/sources.ts';
import { sourceMaps } from './sourceMaps.ts';

/**
 * Rewrites the paths of a function's own files, as stacks and logs name them, to paths relative to
 * the workspace folder, so that they can be followed. A path that leads nowhere is told as Lambda has it.
 */
export function mapPaths(
  app: Pick<App, 'state' | 'workspace'>,
  target: SourcePlace | undefined,
  functionName: string,
): (text: string) => string {
  const source = target && recallSource(app.state, target, functionName);
  const folder = source && app.workspace.folderOf(source.path);
  const known = new Map<string, string | undefined>();
  const originalOf = sourceMaps();
  /** Where a place in a built file leads by its source map, if that is in the workspace folder. */
  const original = (within: string, path: string, line: number, column: number) => {
    if (Number.isNaN(line) || Number.isNaN(column)) return undefined;
    const found = originalOf({ path: join(within, path), line, column });
    if (found === undefined || isOutside(within, found.path) || !existsSync(found.path)) {
      return undefined;
    }
    return `${relative(within, found.path).replaceAll('\\', '/')}:${found.line}:${found.column}`;
  };
  const toSource = (inside: string): string | undefined => {
    if (!source || folder === undefined) return undefined;
    if (!known.has(inside)) known.set(inside, findSource(source.path, folder, inside));
    return known.get(inside);
  };
  return (text) =>
    asInLambda(asInLambda(text, localRuntime, '/var/runtime/'), localCode, '/var/task/').replaceAll(
      lambdaPath,
      (whole, inside: string, line?: string, column?: string) => {
        const path = toSource(inside);
        if (path === undefined || folder === undefined) return whole;
        const place = line && column ? `:${line}:${column}` : '';
        return original(folder, path, Number(line), Number(column)) ?? path + place;
      },
    );
}

// The text is a function's, of any length: no pattern may start over at each of its characters.

const lambdaPath = /(?:file:\/\/)?\/var\/task\/([^\s"'():]+)(?::(\d+):(\d+))?/g;
const localRuntime = /[\\/](?:dist[\\/]runtime|node_modules)[\\/]aws-lambda-ric[\w-]*[\\/]/g;
/** Where the local endpoint unpacks a function: below its code's hash. */
const localCode = /[\\/]code[\\/][\w-]+[\\/][\da-f]{64}[\\/]/g;

/** What the local endpoint keeps in folders of its own is named as it is in Lambda. */
function asInLambda(text: string, local: RegExp, inLambda: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(local)) {
    const before = text.slice(from, match.index);
    parts.push(before.slice(0, startOfPath(before)), inLambda);
    from = match.index + match[0].length;
  }
  return parts.join('') + text.slice(from);
}

/** Where the absolute path begins that the text ends with: it may have blanks in it, but no quotes or brackets. */
function startOfPath(text: string): number {
  const start = 1 + Math.max(...['\n', '"', "'", '('].map((mark) => text.lastIndexOf(mark)));
  const begins = text.slice(start).matchAll(/(?<!\S)(?:file:\/\/|\/|[A-Za-z]:[\\/])/g);
  const begin = [...begins].at(-1)?.index;
  return begin === undefined ? Math.max(start, text.lastIndexOf(' ') + 1) : start + begin;
}

/** A package's root is the source's folder or one above it, when the handler imports from there. */
function findSource(source: string, folder: string, inside: string): string | undefined {
  for (const root of pathAndAbove(source)) {
    if (isOutside(folder, root)) return undefined;
    for (const ending of endings) {
      const path = join(root, inside.replace(/\.([cm]?)js$/, ending));
      if (!isOutside(folder, path) && existsSync(path)) {
        return relative(folder, path).replaceAll('\\', '/');
      }
    }
  }
  return undefined;
}

function isOutside(folder: string, path: string): boolean {
  return relative(folder, path).startsWith('..');
}

/** A stripped TypeScript file keeps its lines and columns under another ending. */
const endings = ['.$1js', '.$1ts', '.ts'];
