import { basename, dirname, join } from 'node:path';
import { isFile, readPackageJson } from './resolveModule.ts';

/** What the nearest `package.json` says of the `.js` files around it. */
export interface ModuleScope {
  /** Absolute; undefined when no folder above has a `package.json`. */
  readonly folder: string | undefined;
  readonly type: 'module' | 'commonjs' | undefined;
}

/** @see https://nodejs.org/api/packages.html#determining-module-system */
export async function moduleScope(file: string): Promise<ModuleScope> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (basename(folder) === 'node_modules') break;
    if (await isFile(join(folder, 'package.json'))) {
      const { type } = await readPackageJson(folder);
      return { folder, type: type === 'module' || type === 'commonjs' ? type : undefined };
    }
    if (dirname(folder) === folder) break;
  }
  return { folder: undefined, type: undefined };
}
