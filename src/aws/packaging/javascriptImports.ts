import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { UserError } from '../../errors.ts';
import { findPackage, type NeededPackage, packageName } from './installedPackages.ts';
import { isScript, type JavaScriptModule, type Reference, readModule } from './javascriptModule.ts';
import { moduleScope } from './moduleType.ts';
import { isRelative, readPackageJson, resolveRelative } from './resolveModule.ts';

/** A file with all that it imports, directly or not. */
export interface ImportClosure {
  /** By absolute path, in the order in which they were found: the entry first. */
  readonly files: ReadonlyMap<string, ImportedFile>;
  readonly packages: readonly NeededPackage[];
  /** Packages that are imported and not installed. */
  readonly missing: readonly string[];
}

export interface ImportedFile {
  /** Undefined for data, e.g. JSON. */
  readonly module: JavaScriptModule | undefined;
  /** What its relative references mean. */
  readonly targets: ReadonlyMap<Reference, string>;
}

/** Throws a `UserError` for an import of a file that does not exist. */
export async function importClosure(entry: string, signal?: AbortSignal): Promise<ImportClosure> {
  const files = new Map<string, ImportedFile>();
  const packages = new Map<string, NeededPackage>();
  const missing = new Set<string>();
  const queue = [entry];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (files.has(path)) continue;
    signal?.throwIfAborted();
    const module = isScript(path)
      ? await readModule(path, await readFile(path, 'utf8'))
      : undefined;
    const targets = new Map<Reference, string>();
    files.set(path, { module, targets });
    for (const reference of module?.references ?? []) {
      const { specifier } = reference;
      if (isRelative(specifier)) {
        const target = await resolveRelative(path, reference);
        if (target !== undefined) {
          targets.set(reference, target);
          queue.push(target);
        } else if (reference.kind === 'import') throw notFound(path, module?.text ?? '', reference);
      } else if (specifier.startsWith('#')) {
        throw new UserError(
          `${path} imports ${specifier}, which its package.json maps. Pack the folder with that package.json instead of the file.`,
        );
      } else if (!isBuiltin(specifier) && !/^[a-z]+:|^\//i.test(specifier)) {
        const name = packageName(specifier);
        if (packages.has(name) || (await isProvided(name, path))) continue;
        const folder = await findPackage(name, dirname(path));
        if (folder === undefined) missing.add(name);
        else packages.set(name, { name, folder });
      }
    }
  }
  return { files, packages: [...packages.values()], missing: [...missing].sort() };
}

/** The runtime brings the SDK: it is packed only where the source's own package depends on it. */
async function isProvided(name: string, path: string): Promise<boolean> {
  if (!/^@(aws-sdk|smithy)\//.test(name)) return false;
  const { folder } = await moduleScope(path);
  const { dependencies } = folder === undefined ? {} : await readPackageJson(folder);
  return !(dependencies instanceof Object && name in dependencies);
}

function notFound(path: string, text: string, reference: Reference): UserError {
  const line = text.slice(0, reference.start).split('\n').length;
  const advice = /\.[a-z]+$/i.test(reference.specifier)
    ? 'Correct the path and try again.'
    : 'An import names its file in full, with the ending: correct the path and try again.';
  return new UserError(
    `${path}:${line} imports ${reference.specifier}, which does not exist. ${advice}`,
  );
}
