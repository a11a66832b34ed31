import { basename, dirname } from 'node:path';

/** File and folder names that say nothing about the function in them. */
const tellNothing = new Set(
  'index app main handler handlers lambda lambda_function lambda_handler function mod src source lib dist build out code'.split(
    ' ',
  ),
);

/** A valid function name made from the file's own name, or from the nearest folder that says more. */
export function functionName(path: string, kind: 'file' | 'folder'): string {
  const own = kind === 'file' ? basename(path).replace(/\.[^.]+$/, '') : basename(path);
  if (!tellNothing.has(own.toLowerCase())) {
    const name = validName(own);
    if (name !== '') return name;
  }
  for (let folder = dirname(path); basename(folder) !== ''; folder = dirname(folder)) {
    const name = validName(basename(folder));
    if (name !== '' && !tellNothing.has(name.toLowerCase())) return name;
  }
  return validName(own) || 'my-function';
}

/** What is left of a name under Lambda's rule, 1 to 64 of `[a-zA-Z0-9-_]`. */
function validName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-zA-Z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
}
