import { dirname, sep } from 'node:path';

/** The deepest folder that holds all of the files. */
export function commonFolder(files: readonly string[]): string {
  const [first, ...others] = files.map((file) => dirname(file).split(sep));
  let common = first ?? [];
  for (const other of others) {
    const differs = common.findIndex((segment, index) => segment !== other[index]);
    if (differs >= 0) common = common.slice(0, differs);
  }
  return common.join(sep) || sep;
}
