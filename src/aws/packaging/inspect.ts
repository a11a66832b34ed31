import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { SourceFacts } from '../packaging.ts';
import { isHandlerFile } from './filePlan.ts';
import { isBuilt } from './folderTypeScript.ts';
import { functionName } from './functionName.ts';
import { importClosure } from './javascriptImports.ts';
import { isScript, readModule } from './javascriptModule.ts';
import { packagePaths } from './javascriptPlan.ts';
import { readPythonModule } from './pythonModule.ts';
import { pythonClosure } from './pythonPlan.ts';
import { isFile, isRelative, packageMain, resolveRelative } from './resolveModule.ts';
import { newestRuntime } from './runtimes.ts';
import { isTypeScript } from './typeScript.ts';
import { kindOf } from './walkFolder.ts';

/** What can be told of a function from its file or folder. */
export async function inspect(path: string): Promise<SourceFacts> {
  const kind = await kindOf(path);
  const found = kind === 'file' ? await handlersOfFile(path) : await handlersOfFolder(path);
  const [best] = found;
  return {
    kind,
    name: functionName(path, kind),
    runtime: best && newestRuntime(best.family, new Date()),
    handlers: [
      ...new Set(found.flatMap(({ handler }) => (handler === undefined ? [] : [handler]))),
    ],
  };
}

interface Found {
  readonly family: 'nodejs' | 'python';
  /** Undefined for a file that exports nothing. */
  readonly handler: string | undefined;
}

async function handlersOfFile(path: string): Promise<Found[]> {
  if (path.endsWith('.py')) {
    const { root } = await pythonClosure(path);
    return exportsOf(path, relative(root, path));
  }
  if (!isScript(path)) return [];
  return exportsOf(path, packagePaths(await importClosure(path)).get(path) ?? path);
}

const usualNames = ['index', 'app', 'handler', 'lambda_function', 'main', 'function', 'lambda'];
const endings = ['.mjs', '.js', '.cjs', '.ts', '.mts', '.cts', '.py'];

/** The files where handlers usually are; when none of them has any, all at the top. */
async function handlersOfFolder(folder: string): Promise<Found[]> {
  const main = await packageMain(folder);
  const usual = ['', 'src'].flatMap((place) =>
    usualNames.flatMap((name) => endings.map((ending) => join(folder, place, name + ending))),
  );
  const found = await handlersOfFiles(folder, main === undefined ? usual : [main, ...usual]);
  if (found.some(({ handler }) => handler !== undefined)) return found;
  const all = await readdir(folder);
  const others = await handlersOfFiles(
    folder,
    all.sort().map((name) => join(folder, name)),
  );
  return others.some(({ handler }) => handler !== undefined) ? others : [...found, ...others];
}

async function handlersOfFiles(folder: string, paths: readonly string[]): Promise<Found[]> {
  const found: Found[] = [];
  const built = await isBuilt(folder);
  for (const path of paths) {
    if (!isHandlerFile(path) || (built && isTypeScript(path)) || !(await isFile(path))) continue;
    // A file that cannot be read as a handler is none: packing says why, if it comes to that.
    const exported = await exportsOf(path, relative(folder, path)).catch(() => []);
    found.push(...exported);
  }
  return found.sort((one, other) => rank(one) - rank(other));
}

async function exportsOf(path: string, pathInPackage: string): Promise<Found[]> {
  const family = path.endsWith('.py') ? 'python' : 'nodejs';
  const names =
    family === 'python'
      ? readPythonModule(await readFile(path, 'utf8')).functions
      : await exportedNames(path);
  const module = pathInPackage
    .split(sep)
    .join('/')
    .replace(/\.[^./]+$/, '');
  const found = names.map((name): Found => ({ family, handler: `${module}.${name}` }));
  return found.length === 0
    ? [{ family, handler: undefined }]
    : found.sort((one, other) => rank(one) - rank(other));
}

/** All names of a module, those of `export * from './…'` included. */
async function exportedNames(path: string, seen = new Set<string>()): Promise<string[]> {
  if (seen.has(path) || !isScript(path)) return [];
  seen.add(path);
  const { exports, exportsAllOf } = await readModule(path, await readFile(path, 'utf8'));
  const names = [...exports];
  for (const specifier of exportsAllOf.filter(isRelative)) {
    const target = await resolveRelative(path, { specifier, kind: 'import' });
    const others = target === undefined ? [] : await exportedNames(target, seen);
    names.push(...others.filter((name) => name !== 'default'));
  }
  return names;
}

/** The names that AWS' own examples use come first, the default export after all that have names. */
function rank({ handler }: Found): number {
  if (handler === undefined) return 3;
  const name = handler.slice(handler.lastIndexOf('.') + 1);
  return ['handler', 'lambda_handler'].includes(name) ? 0 : name === 'default' ? 2 : 1;
}
