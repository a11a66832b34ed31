import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Source } from '../packaging.ts';
import { addedFile, type Plan, type PlannedFile, plannedFile } from './plan.ts';
import { type PythonImport, readPythonModule } from './pythonModule.ts';
import { isFile } from './resolveModule.ts';

/** A Python file and the modules beside it that it imports. */
export async function pythonPlan(source: Source, signal?: AbortSignal): Promise<Plan> {
  const { root, files } = await pythonClosure(source.path, signal);
  const planned: PlannedFile[] = [];
  for (const from of files) {
    planned.push(plannedFile(pathBelow(root, from), from, await stat(from)));
  }
  planned.push(...handlerDoor(source, root, planned));
  return { files: planned, secrets: [], missing: [], decidedBy: [] };
}

/**
 * The files, and the folder that stands at the root of the package. Absolute imports are looked up
 * there, as Lambda does; relative ones push it up, since they work inside of a package only.
 */
export async function pythonClosure(
  entry: string,
  signal?: AbortSignal,
): Promise<{ root: string; files: readonly string[] }> {
  for (let root = dirname(entry); ; ) {
    const { files, top } = await collect(entry, root, signal);
    if (top === root) return { root, files };
    root = top;
  }
}

async function collect(
  entry: string,
  root: string,
  signal: AbortSignal | undefined,
): Promise<{ files: readonly string[]; top: string }> {
  const files = new Set<string>();
  const queue = [entry];
  let top = root;
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (files.has(path)) continue;
    signal?.throwIfAborted();
    files.add(path);
    // Python runs the packages around a module first, and what they import.
    queue.push(...(await packageMarks(path, root)));
    for (const found of readPythonModule(await readFile(path, 'utf8')).imports) {
      const base = baseOf(found, path, root);
      if (found.level > 0) top = higher(top, dirname(base));
      queue.push(...(await modulesOf(found, base)));
    }
  }
  return { files: [...files].sort(), top };
}

/** The folder in which the first segment of the import is looked up. */
function baseOf(found: PythonImport, path: string, root: string): string {
  let base = found.level === 0 ? root : dirname(path);
  for (let level = 1; level < found.level; level++) base = dirname(base);
  return base;
}

/** Files of the module, of the packages on the way to it, and of names that are modules themselves. */
async function modulesOf({ module, names }: PythonImport, base: string): Promise<string[]> {
  const files: string[] = [];
  const place = join(base, ...module.split('.'));
  const candidates = [place, ...names.map((name) => join(place, ...name.split('.')))];
  for (const candidate of candidates) {
    for (const file of [`${candidate}.py`, join(candidate, '__init__.py')])
      if (candidate !== base && (await isFile(file))) files.push(file);
  }
  return files;
}

/** `__init__.py` of every folder between the file and the root. */
async function packageMarks(path: string, root: string): Promise<string[]> {
  const marks: string[] = [];
  for (
    let folder = dirname(path);
    folder !== root && folder.startsWith(root);
    folder = dirname(folder)
  ) {
    const mark = join(folder, '__init__.py');
    if (await isFile(mark)) marks.push(mark);
  }
  return marks;
}

function higher(one: string, other: string): string {
  return other.length < one.length ? other : one;
}

function pathBelow(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

/** As for JavaScript: a function that exists finds its handler where it was. */
function handlerDoor(source: Source, root: string, files: readonly PlannedFile[]): PlannedFile[] {
  const [, path, name] = /^(.+)\.(\w+)$/.exec(source.handler ?? '') ?? [];
  if (path === undefined || name === undefined) return [];
  const file = `${path.replaceAll('.', '/')}.py`;
  if (files.some((planned) => planned.path === file)) return [];
  const module = pathBelow(root, source.path).replace(/\.py$/, '').replaceAll('/', '.');
  return [addedFile(file, `from ${module} import ${name}\n`)];
}
