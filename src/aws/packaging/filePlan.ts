import { extname } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Source } from '../packaging.ts';
import { isScript } from './javascriptModule.ts';
import { javaScriptPlan } from './javascriptPlan.ts';
import type { Plan, PlannedFile } from './plan.ts';
import { pythonPlan } from './pythonPlan.ts';
import { isIncluded, looksSecret } from './secrets.ts';

/** A handler's file with all that it imports. */
export async function filePlan(source: Source, signal?: AbortSignal): Promise<Plan> {
  const plan = await planOf(source, signal);
  const files: PlannedFile[] = [];
  const secrets: string[] = [];
  for (const file of plan.files) {
    const isSecret =
      file.from !== undefined &&
      !isIncluded(file.path, source.include ?? []) &&
      (await looksSecret(file.path, file.from));
    if (isSecret) secrets.push(file.path);
    else files.push(file);
  }
  return { ...plan, files, secrets };
}

/** Whether a file can be packed as a handler on its own. */
export function isHandlerFile(path: string): boolean {
  return extname(path) === '.py' || isScript(path);
}

async function planOf(source: Source, signal: AbortSignal | undefined): Promise<Plan> {
  if (extname(source.path) === '.py') return pythonPlan(source, signal);
  if (isScript(source.path)) return javaScriptPlan(source, signal);
  throw new UserError(
    `${source.path} is no handler that can be packed on its own: choose a .js, .mjs, .cjs, .ts or .py file, or a folder.`,
  );
}
