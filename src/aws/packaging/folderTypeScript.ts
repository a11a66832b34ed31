import { readFile } from 'node:fs/promises';
import { isUserError, UserError } from '../../errors.ts';
import { isScript, type JavaScriptModule, type Reference, readModule } from './javascriptModule.ts';
import { packagedText } from './packagedText.ts';
import { type Plan, type PlannedFile, withContent } from './plan.ts';
import { isFile, isRelative, packageMain, resolveRelative } from './resolveModule.ts';
import { isTypeScript, strippedPath } from './typeScript.ts';

/**
 * A folder's plan with its TypeScript made JavaScript. What has been compiled already stays as it is:
 * all of a project whose `main` is JavaScript that exists, and each file with its output beside it.
 */
export async function withTypesStripped(
  plan: Plan,
  folder: string,
  signal?: AbortSignal,
): Promise<Plan> {
  const own = plan.files.filter(
    (file) => isScript(file.path) && !/(^|\/)node_modules\//.test(file.path),
  );
  const there = new Set(plan.files.map(({ path }) => path));
  const sources = own.filter(({ path }) => isTypeScript(path) && !isCompiled(path, there));
  if (sources.length === 0 || (await isBuilt(folder))) return plan;
  const modules = new Map<PlannedFile, JavaScriptModule>();
  for (const file of own.filter((one) => !isTypeScript(one.path) || sources.includes(one))) {
    signal?.throwIfAborted();
    if (file.from !== undefined) modules.set(file, await read(file, file.from));
  }
  const paths = new Map<string, string>();
  for (const file of plan.files) {
    const module = sources.includes(file) ? modules.get(file) : undefined;
    if (file.from !== undefined)
      paths.set(file.from, module ? strippedPath(file.path, module.isModule) : file.path);
  }
  const files: PlannedFile[] = [];
  for (const file of plan.files) {
    const module = modules.get(file);
    const from = file.from ?? '';
    const text = module && packagedText(from, module, await targetsOf(from, module), paths);
    files.push(text === undefined ? file : withContent(file, text, paths.get(from)));
  }
  return { ...plan, files };
}

/** Whether a project's `main` is JavaScript that exists: then that is what runs, not its sources. */
export async function isBuilt(folder: string): Promise<boolean> {
  const main = await packageMain(folder);
  return main !== undefined && /\.[mc]?js$/.test(main) && (await isFile(main));
}

function isCompiled(path: string, there: ReadonlySet<string>): boolean {
  const stem = path.replace(/\.[mc]?ts$/, '');
  return ['.js', '.mjs', '.cjs'].some((ending) => there.has(stem + ending));
}

async function read(file: PlannedFile, from: string): Promise<JavaScriptModule> {
  try {
    return await readModule(from, await readFile(from, 'utf8'));
  } catch (error) {
    if (!isUserError(error)) throw error;
    throw new UserError(
      `${error.message} If the function does not need the file, name ${file.path} in .lambdaignore.`,
      { cause: error },
    );
  }
}

async function targetsOf(from: string, module: JavaScriptModule): Promise<Map<Reference, string>> {
  const targets = new Map<Reference, string>();
  for (const reference of module.references) {
    if (!isRelative(reference.specifier)) continue;
    const target = await resolveRelative(from, reference);
    if (target !== undefined) targets.set(reference, target);
  }
  return targets;
}
