import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Reference } from './javascriptModule.ts';
import { isTypeScript } from './typeScript.ts';

/** `./x`, `../x`, `.` and `..`. */
export function isRelative(specifier: string): boolean {
  return /^\.{1,2}(\/|$)/.test(specifier);
}

/**
 * The file that a relative specifier means, or undefined when there is none: exactly the named one for
 * an import, Node's guesses for `require`, and for a TypeScript source those of its compiler as well.
 */
export async function resolveRelative(
  from: string,
  { specifier, kind }: Pick<Reference, 'specifier' | 'kind'>,
): Promise<string | undefined> {
  const named =
    kind === 'require'
      ? join(dirname(from), specifier)
      : fileURLToPath(new URL(specifier.replace(/[?#].*$/s, ''), pathToFileURL(from)));
  if (await isFile(named)) return named;
  const typeScript = isTypeScript(from);
  if (kind !== 'require' && !typeScript) return undefined;
  return (
    (typeScript ? await firstFile(sourcesOf(named)) : undefined) ??
    (await firstFile(endings(typeScript).map((ending) => named + ending))) ??
    (await folderMain(named, typeScript))
  );
}

export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

async function firstFile(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await isFile(path)) return path;
  return undefined;
}

/** TypeScript's way to name a file by what it will be compiled to. */
function sourcesOf(path: string): string[] {
  const match = /^(.*)\.([mc]?)js$/s.exec(path);
  return match ? [`${match[1]}.${match[2]}ts`] : [];
}

function endings(typeScript: boolean): string[] {
  const plain = ['.js', '.json', '.node'];
  return typeScript ? ['.ts', '.mts', '.cts', ...plain, '.mjs', '.cjs'] : plain;
}

async function folderMain(folder: string, typeScript: boolean): Promise<string | undefined> {
  const main = await packageMain(folder);
  const candidates = main === undefined ? [] : [main, `${main}.js`, join(main, 'index.js')];
  const index = endings(typeScript).map((ending) => join(folder, `index${ending}`));
  return firstFile([...candidates, ...index]);
}

/** What `main` in the folder's `package.json` says, as an absolute path. */
export async function packageMain(folder: string): Promise<string | undefined> {
  const { main } = await readPackageJson(folder);
  return typeof main === 'string' ? join(folder, main) : undefined;
}

/** The folder's `package.json`; empty when there is none, or none that can be read. */
export async function readPackageJson(folder: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const parsed: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}
