import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { App } from '../../app.ts';
import type { Target } from '../../aws/account.ts';
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
  if (!source || folder === undefined) return asInLambda;
  const known = new Map<string, string | undefined>();
  return (text) =>
    asInLambda(text).replaceAll(packagePath, (whole, inside: string) => {
      if (!known.has(inside)) known.set(inside, findSource(source.path, folder, inside));
      return known.get(inside) ?? whole;
    });
}

/** Where Lambda unpacks a function, and where the local endpoint does: below its code's hash. */
const packagePath =
  /(?:file:\/\/\/?)?(?:\/?var\/task|[^\s"'()]*[\\/]code[\\/][\w-]+[\\/][\da-f]{64})[\\/]([^\s"'():]+)/g;

/** The runtime's own frames are where they are in Lambda, wherever the local endpoint keeps it. */
function asInLambda(text: string): string {
  return text.replaceAll(runtimePath, 'file:///var/runtime/');
}

const runtimePath =
  /(?:file:\/\/)?[^\s"'()]*[\\/](?:dist[\\/]runtime|node_modules)[\\/]aws-lambda-ric[\w-]*[\\/]/g;

/** A package's root is the source's folder or one above it, when the handler imports from there. */
function findSource(source: string, folder: string, inside: string): string | undefined {
  for (let root = source; root.startsWith(folder); root = dirname(root)) {
    for (const ending of endings) {
      const path = join(root, inside.replace(/\.([cm]?)js$/, ending));
      if (existsSync(path)) return relative(folder, path).replaceAll('\\', '/');
    }
  }
  return undefined;
}

/** A stripped TypeScript file keeps its lines and columns under another ending. */
const endings = ['.$1js', '.$1ts', '.ts'];
