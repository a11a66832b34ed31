import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { App } from '../../app.ts';
import type { Target } from '../../aws/account.ts';
import { pathAndAbove } from '../flows/pathAndAbove.ts';
import { recallSource } from '../flows/sources.ts';

/**
 * Rewrites the paths of a function's own files, as stacks and logs name them, to paths relative to
 * the workspace folder, so that they can be followed. A path that leads nowhere stays as it is.
 */
export function mapPaths(
  app: Pick<App, 'state' | 'workspace'>,
  target: Target | undefined,
  functionName: string,
): (text: string) => string {
  const source = target && recallSource(app.state, target, functionName);
  const folder = source && app.workspace.folderOf(source.path);
  const known = new Map<string, string | undefined>();
  const toSource = (inside: string): string | undefined => {
    if (!source || folder === undefined) return undefined;
    if (!known.has(inside)) known.set(inside, findSource(source.path, folder, inside));
    return known.get(inside);
  };
  return (text) => text.replaceAll(words, (word) => mapWord(word, toSource));
}

// The text is a function's, of any length: word by word, so that no pattern starts over at each character.
const words = /[^\s"'()]+/g;

function mapWord(word: string, toSource: (inside: string) => string | undefined): string {
  const runtime = last(word, runtimeFolder);
  // The runtime's own frames are where they are in Lambda, wherever the local endpoint keeps it.
  if (runtime) return `file:///var/runtime/${word.slice(runtime.end)}`;
  const unpacked = last(word, localFolder);
  const root = unpacked ?? last(word, lambdaFolder);
  if (!root) return word;
  const [inside = ''] = word.slice(root.end).split(':', 1);
  const found = toSource(inside);
  if (found === undefined) return word;
  const before = unpacked ? '' : word.slice(0, root.start);
  return before + found + word.slice(root.end + inside.length);
}

const runtimeFolder = /[\\/](?:dist[\\/]runtime|node_modules)[\\/]aws-lambda-ric[\w-]*[\\/]/g;
/** Where the local endpoint unpacks a function: below its code's hash. */
const localFolder = /[\\/]code[\\/][\w-]+[\\/][\da-f]{64}[\\/]/g;
/** Where Lambda does. */
const lambdaFolder = /(?:file:\/\/)?\/?var\/task[\\/]/g;

function last(word: string, pattern: RegExp): { start: number; end: number } | undefined {
  const match = [...word.matchAll(pattern)].at(-1);
  return match && { start: match.index, end: match.index + match[0].length };
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
