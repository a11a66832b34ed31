import { basename, join, relative, sep } from 'node:path';
import type { Source } from '../packaging.ts';
import {
  gitVerdict,
  type IgnoreRules,
  lambdaVerdict,
  rulesAtTop,
  rulesBelow,
} from './ignoreRules.ts';
import { hasLinks, linkedPackages } from './linkedPackages.ts';
import { type Plan, plannedFile } from './plan.ts';
import { isFile, packageMain } from './resolveModule.ts';
import { isIncluded, looksSecret } from './secrets.ts';
import { type FoundFile, walkFolder } from './walkFolder.ts';

/** Never part of a function, wherever they are. */
const neverPacked = new Set(
  '.git .gitignore .gitattributes .gitmodules .hg .svn .lambdaignore .DS_Store Thumbs.db __pycache__'.split(
    ' ',
  ),
);

/** What package managers keep for themselves. */
const uselessInstalled = /(^|\/)node_modules\/\.(bin|cache|vite|package-lock\.json)$/;

/** Everything in a folder that is not ignored; installed packages always. */
export async function folderPlan(source: Source, signal?: AbortSignal): Promise<Plan> {
  const include = source.include ?? [];
  const top = await rulesAtTop(source.path);
  const built = await builtPath(source.path);
  const secrets: string[] = [];
  const decidedBy = new Set(ignoreFilesOf(top));
  const linked: string[] = [];
  const wants = async (path: string, at: string, rules: IgnoreRules) => {
    if (neverPacked.has(basename(path)) || uselessInstalled.test(path)) return false;
    if (isIncluded(path, include)) return true;
    const verdict = lambdaVerdict(rules, join(source.path, path), false);
    if (verdict === 'ignored') return false;
    if (await looksSecret(path, at)) {
      secrets.push(path);
      return false;
    }
    return verdict === 'kept' || path === built || gitVerdict(rules, at, false) !== 'ignored';
  };
  const found = await walkFolder<IgnoreRules>(
    source.path,
    {
      enter: async (path, at, rules) => {
        const name = basename(path);
        if (neverPacked.has(name) || (await isFile(join(at, 'pyvenv.cfg')))) return undefined;
        const verdict = lambdaVerdict(rules, at, true);
        if (verdict === 'ignored') return undefined;
        const free = verdict === 'kept' || name === 'node_modules' || isAround(path, built);
        if (!free && gitVerdict(rules, at, true) === 'ignored' && !leadsTo(path, include))
          return undefined;
        if (name === 'node_modules' && (await hasLinks(at))) {
          linked.push(path);
          return undefined;
        }
        if (isInstalled(path))
          return uselessInstalled.test(path) ? undefined : { ...rules, git: [] };
        const below = await rulesBelow(rules, at, free);
        for (const file of ignoreFilesOf(below)) decidedBy.add(file);
        return below;
      },
      wants,
    },
    top,
    signal,
  );
  const installed: FoundFile[] = [];
  for (const file of await linkedPackages(source.path, linked, signal))
    if (await wants(file.path, file.absolutePath, { ...top, git: [] })) installed.push(file);
  return {
    files: [...found, ...installed].map(({ path, absolutePath, stats }) =>
      plannedFile(path, absolutePath, stats),
    ),
    secrets: secrets.sort(),
    missing: [],
    decidedBy: [...decidedBy],
  };
}

function ignoreFilesOf(rules: IgnoreRules): string[] {
  return [...rules.git, ...(rules.lambda ? [rules.lambda] : [])].map(({ path }) => path);
}

/** What `main` in package.json names, often built and therefore ignored by git: it is what runs. */
async function builtPath(folder: string): Promise<string | undefined> {
  const main = await packageMain(folder);
  return main === undefined ? undefined : relative(folder, main).split(sep).join('/');
}

function isAround(folder: string, file: string | undefined): boolean {
  return file?.startsWith(`${folder}/`) ?? false;
}

function leadsTo(folder: string, include: readonly string[]): boolean {
  return include.some((entry) => entry.startsWith(`${folder}/`)) || isIncluded(folder, include);
}

function isInstalled(path: string): boolean {
  return /(^|\/)node_modules(\/|$)/.test(path);
}
