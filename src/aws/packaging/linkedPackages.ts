import { readdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { layOutPackages, type NeededPackage, packageFiles } from './installedPackages.ts';
import { isFile } from './resolveModule.ts';
import type { FoundFile } from './walkFolder.ts';

/** Whether a `node_modules` is made of links, as pnpm's and those of workspaces are. */
export async function hasLinks(modules: string): Promise<boolean> {
  const entries = await readdir(modules, { withFileTypes: true });
  if (entries.some((entry) => entry.isSymbolicLink())) return true;
  for (const scope of entries.filter(({ name }) => name.startsWith('@'))) {
    const inside = await readdir(join(modules, scope.name), { withFileTypes: true });
    if (inside.some((entry) => entry.isSymbolicLink())) return true;
  }
  return false;
}

/**
 * The files of linked `node_modules` (paths within the folder), laid out plainly: what a link leads to
 * finds its own dependencies beside its real place only, which a package does not have.
 */
export async function linkedPackages(
  folder: string,
  modules: readonly string[],
  signal?: AbortSignal,
): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const path of modules) {
    const parent = dirname(path) === '.' ? '' : `${dirname(path)}/`;
    for (const { folder: real, place } of await layOutPackages(
      await packagesIn(join(folder, path)),
    )) {
      for (const file of await packageFiles(real, signal))
        found.push({ ...file, path: `${parent}${place}/${file.path}` });
    }
  }
  return found;
}

async function packagesIn(modules: string): Promise<NeededPackage[]> {
  const packages: NeededPackage[] = [];
  for (const name of (await readdir(modules)).sort()) {
    if (name.startsWith('.')) continue;
    const names = name.startsWith('@')
      ? (await readdir(join(modules, name))).sort().map((part) => `${name}/${part}`)
      : [name];
    for (const one of names) {
      if (await isFile(join(modules, one, 'package.json')))
        packages.push({ name: one, folder: await realpath(join(modules, one)) });
    }
  }
  return packages;
}
