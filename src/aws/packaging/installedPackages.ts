import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../errors.ts';
import { isFile, readPackageJson } from './resolveModule.ts';
import { type FoundFile, walkFolder } from './walkFolder.ts';

/** An installed package and where it goes. */
export interface PlacedPackage {
  readonly name: string;
  /** Where it really is, links followed. */
  readonly folder: string;
  /** Path in the package, e.g. `node_modules/a/node_modules/b`. */
  readonly place: string;
}

/** A package that is needed at the top. */
export interface NeededPackage {
  readonly name: string;
  readonly folder: string;
}

/** The package a bare specifier names, e.g. `@scope/name` of `@scope/name/part.js`. */
export function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The folder of a package as Node finds it from a folder, links followed; undefined when it is not installed. */
export async function findPackage(name: string, from: string): Promise<string | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (basename(folder) !== 'node_modules' && (await isFile(join(candidate, 'package.json'))))
      return realpath(candidate);
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * Lays the needed packages and all that they depend on out in one plain `node_modules`: each as high
 * as it can stand, below the one that needs it where another version stands there already. Works the
 * same for folders made of links, as pnpm and workspaces have them.
 */
export async function layOutPackages(needed: readonly NeededPackage[]): Promise<PlacedPackage[]> {
  const placed = new Map<string, PlacedPackage>();
  const queue: PlacedPackage[] = [];
  const put = (name: string, folder: string, parent: string) => {
    const place = `${parent}node_modules/${name}`;
    if (place.split('/node_modules/').length > 30)
      throw new UserError(
        `${place} depends on itself in circles of versions. Pack a folder instead.`,
      );
    const entry = { name, folder, place };
    placed.set(place, entry);
    queue.push(entry);
  };
  for (const { name, folder } of needed)
    if (!placed.has(`node_modules/${name}`)) put(name, folder, '');
  // First come, first placed: a package places all of its own before theirs are looked at, so that
  // nothing is put later between a package and what it has found above itself.
  for (let entry = queue.shift(); entry; entry = queue.shift()) {
    for (const name of await dependenciesOf(entry.folder)) {
      const folder = await findPackage(name, entry.folder);
      if (folder === undefined) continue;
      const nearest = parentsOf(entry.place)
        .map((parent) => placed.get(`${parent}node_modules/${name}`))
        .find((found) => found !== undefined);
      if (nearest === undefined) put(name, folder, '');
      else if (nearest.folder !== folder) put(name, folder, `${entry.place}/`);
    }
  }
  return [...placed.values()];
}

/** A package's own files; what it depends on stands elsewhere. */
export async function packageFiles(folder: string, signal?: AbortSignal): Promise<FoundFile[]> {
  return walkFolder(
    folder,
    {
      enter: async (path) => (path === 'node_modules' || path === '.git' ? undefined : true),
      wants: async () => true,
    },
    true,
    signal,
  );
}

async function dependenciesOf(folder: string): Promise<string[]> {
  const { dependencies, optionalDependencies, peerDependencies } = await readPackageJson(folder);
  const groups = [dependencies, optionalDependencies, peerDependencies];
  return [
    ...new Set(groups.flatMap((group) => Object.keys(group instanceof Object ? group : {}))),
  ].sort();
}

/** The folders whose `node_modules` are looked at from a place, the nearest first: `a/node_modules/b/`, `a/`, ``. */
function parentsOf(place: string): string[] {
  const parents = [`${place}/`];
  for (let at = place; at.includes('node_modules/'); ) {
    at = at.slice(0, at.lastIndexOf('node_modules/'));
    parents.push(at);
    at = at.replace(/\/$/, '');
  }
  return parents;
}
