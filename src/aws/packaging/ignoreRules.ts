import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The ignore files that hold in one folder. */
export interface IgnoreRules {
  /** `.gitignore` files, the nearest folder's first. */
  readonly git: readonly IgnoreFile[];
  /** `.lambdaignore` of the packed folder: stronger than every `.gitignore`. */
  readonly lambda: IgnoreFile | undefined;
}

export interface IgnoreFile {
  /** The folder whose paths the rules are about. */
  readonly folder: string;
  readonly path: string;
  readonly rules: Ignore;
}

export type Verdict = 'ignored' | 'kept' | 'unmentioned';

/** The rules at the top of a folder that is packed, those of the repository around it included. */
export async function rulesAtTop(folder: string): Promise<IgnoreRules> {
  const git = await repositoryRules(folder);
  // A folder that the repository ignores (`dist/`) was chosen all the same: then only its own rules count.
  const around = verdictOf(git, `${folder}${sep}`, true) === 'ignored' ? [] : git;
  return {
    git: [...(await ignoreFiles(folder, '.gitignore')), ...around],
    lambda: (await ignoreFiles(folder, '.lambdaignore'))[0],
  };
}

/** The rules inside a subfolder that is packed. */
export async function rulesBelow(
  rules: IgnoreRules,
  folder: string,
  freed: boolean,
): Promise<IgnoreRules> {
  const around = freed ? [] : rules.git;
  return { ...rules, git: [...(await ignoreFiles(folder, '.gitignore')), ...around] };
}

export function lambdaVerdict(rules: IgnoreRules, path: string, isFolder: boolean): Verdict {
  return rules.lambda ? verdictOf([rules.lambda], path, isFolder) : 'unmentioned';
}

export function gitVerdict(rules: IgnoreRules, path: string, isFolder: boolean): Verdict {
  return verdictOf(rules.git, path, isFolder);
}

/** As git does: the nearest file that mentions the path decides. */
function verdictOf(files: readonly IgnoreFile[], path: string, isFolder: boolean): Verdict {
  for (const file of files) {
    const inside = relative(file.folder, path).split(sep).join('/');
    if (inside === '' || inside.startsWith('..')) continue;
    const result = file.rules.test(isFolder ? `${inside}/` : inside);
    if (result.ignored) return 'ignored';
    if (result.unignored) return 'kept';
  }
  return 'unmentioned';
}

/** The `.gitignore` files above the folder, up to the repository's root; none outside a repository. */
async function repositoryRules(folder: string): Promise<IgnoreFile[]> {
  const found: IgnoreFile[] = [];
  for (let at = folder; ; at = dirname(at)) {
    if (at !== folder) found.push(...(await ignoreFiles(at, '.gitignore')));
    if (await exists(join(at, '.git'))) return found;
    if (dirname(at) === at) return [];
  }
}

async function ignoreFiles(folder: string, name: string): Promise<IgnoreFile[]> {
  const path = join(folder, name);
  try {
    return [{ folder, path, rules: ignore().add(await readFile(path, 'utf8')) }];
  } catch {
    return []; // No such file: no rules.
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
