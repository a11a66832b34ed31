import { stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Source } from '../packaging.ts';
import { commonFolder } from './commonFolder.ts';
import { layOutPackages, packageFiles } from './installedPackages.ts';
import { type ImportClosure, importClosure } from './javascriptImports.ts';
import { type ModuleScope, moduleScope } from './moduleType.ts';
import { packagedText, relativeSpecifier } from './packagedText.ts';
import { addedFile, type Plan, type PlannedFile, plannedFile, withContent } from './plan.ts';
import { isTypeScript, strippedPath } from './typeScript.ts';

/** A JavaScript or TypeScript file, what it imports, and the installed packages it needs. */
export async function javaScriptPlan(source: Source, signal?: AbortSignal): Promise<Plan> {
  const closure = await importClosure(source.path, signal);
  const paths = packagePaths(closure);
  const files: PlannedFile[] = [];
  for (const [from, { module, targets }] of closure.files) {
    const file = plannedFile(paths.get(from) ?? '', from, await stat(from));
    const text = module && packagedText(from, module, targets, paths);
    files.push(text === undefined ? file : withContent(file, text));
  }
  const scopes = await scopesOf(closure, commonFolder([...closure.files.keys()]));
  for (const [folder, type] of scopes.types) {
    const path = `${folder}package.json`;
    if (!files.some((file) => file.path === path))
      files.push(addedFile(path, `${JSON.stringify({ type })}\n`));
  }
  files.push(...handlerDoor(source, closure, paths));
  for (const installed of await layOutPackages(closure.packages)) {
    for (const { path, absolutePath, stats } of await packageFiles(installed.folder, signal))
      files.push(plannedFile(`${installed.place}/${path}`, absolutePath, stats));
  }
  return { files, secrets: [], missing: closure.missing, decidedBy: scopes.decidedBy };
}

/** Where each file of the closure stands in the package: below the folder that they have in common. */
export function packagePaths(closure: ImportClosure): Map<string, string> {
  const root = commonFolder([...closure.files.keys()]);
  const paths = new Map<string, string>();
  const taken = new Map<string, string>();
  for (const [from, { module }] of closure.files) {
    const inside = relative(root, from).split(sep).join('/');
    const path = isTypeScript(from) ? strippedPath(inside, module?.isModule ?? false) : inside;
    const other = taken.get(path);
    if (other !== undefined) {
      throw new UserError(
        `${from} and ${other} would both be ${path} in the package. Rename one of them, or import only one.`,
      );
    }
    taken.set(path, from);
    paths.set(from, path);
  }
  return paths;
}

/**
 * The `package.json` files that make Node read each `.js` file of the package as it does here. Where
 * none decides, `import` and `export` do, which Lambda's older runtimes have to be told.
 */
async function scopesOf(
  closure: ImportClosure,
  root: string,
): Promise<{ types: Map<string, 'module' | 'commonjs'>; decidedBy: string[] }> {
  const types = new Map<string, 'module' | 'commonjs'>();
  const decidedBy = new Set<string>();
  for (const [path, { module }] of closure.files) {
    if (!path.endsWith('.js')) continue;
    const scope = await moduleScope(path);
    if (scope.folder !== undefined) decidedBy.add(`${scope.folder}${sep}package.json`);
    const folder = folderInPackage(scope, root);
    const type = scope.type ?? (module?.isModule ? 'module' : 'commonjs');
    // Undecided and mixed: as long as one file is CommonJS, all are left to Node's own detection.
    types.set(folder, types.get(folder) === 'commonjs' ? 'commonjs' : type);
  }
  if (![...types.values()].includes('module')) types.clear();
  return { types, decidedBy: [...decidedBy] };
}

function folderInPackage(scope: ModuleScope, root: string): string {
  const inside = scope.folder === undefined ? '..' : relative(root, scope.folder);
  return inside === '' || inside.startsWith('..') ? '' : `${inside.split(sep).join('/')}/`;
}

/**
 * A function that exists knows its handler by a path. When new imports have moved the file within the
 * package, a small file at the old place leads to it.
 */
function handlerDoor(
  source: Source,
  closure: ImportClosure,
  paths: ReadonlyMap<string, string>,
): PlannedFile[] {
  const match = /^(.+?)\.([^./]+)(\.[^/]*)?$/.exec(source.handler ?? '');
  const [, path, name] = match ?? [];
  const entry = paths.get(source.path) ?? '';
  if (path === undefined || name === undefined) return [];
  if ([...paths.values()].some((taken) => taken.replace(/\.[mc]?js$/, '') === path)) return [];
  const to = relativeSpecifier(path, entry);
  return closure.files.get(source.path)?.module?.isModule
    ? [addedFile(`${path}.mjs`, `export { ${name} } from ${JSON.stringify(to)};\n`)]
    : [addedFile(`${path}.cjs`, `module.exports = require(${JSON.stringify(to)});\n`)];
}
