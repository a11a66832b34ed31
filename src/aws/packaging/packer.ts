import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { Cancelled, isUserError, UserError } from '../../errors.ts';
import type { Package, Packaging, Source } from '../packaging.ts';
import { bundled } from './bundle.ts';
import { filePlan } from './filePlan.ts';
import { folderPlan } from './folderPlan.ts';
import { withTypesStripped } from './folderTypeScript.ts';
import { inspect } from './inspect.ts';
import { checkUnzipped, checkZipped } from './packageLimits.ts';
import type { Plan } from './plan.ts';
import { unpack } from './unpack.ts';
import { kindOf } from './walkFolder.ts';
import { inOrder, writeZip } from './zip.ts';

export const packaging: Packaging = {
  inspect: (path) => explained(path, undefined, () => inspect(path)),
  pack: (source, signal) => explained(source.path, signal, () => pack(source, signal)),
  fingerprint: (source, signal) =>
    explained(source.path, signal, () => fingerprint(source, signal)),
  files: (source, signal) => explained(source.path, signal, () => filesOf(source, signal)),
  unpack,
};

async function pack(source: Source, signal: AbortSignal | undefined): Promise<Package> {
  const read = await planOf(source, signal);
  checkUnzipped(read.files);
  const plan =
    (await kindOf(source.path)) === 'folder'
      ? await withTypesStripped(read, source.path, signal)
      : await bundled(read, source, signal);
  if (plan.files.length === 0) {
    throw new UserError(
      `There is nothing to pack in ${source.path}: it is empty, or ignore files leave everything out.`,
    );
  }
  const { bytes, sha256 } = await writeZip(plan.files, signal);
  checkZipped(bytes, plan.files);
  const files = inOrder(plan.files).map(({ path }) => path);
  return { zip: bytes, sha256, files, secrets: plan.secrets, missing: plan.missing };
}

async function fingerprint(source: Source, signal: AbortSignal | undefined): Promise<string> {
  const plan = await planOf(source, signal);
  const hash = createHash('sha256');
  for (const { path, from, size, modified, executable } of inOrder(plan.files))
    hash.update(`${JSON.stringify([path, from, size, modified, executable])}\n`);
  for (const path of [...plan.decidedBy].sort()) {
    const stats = await stat(path).catch(() => undefined);
    hash.update(`${JSON.stringify([path, stats?.size, stats?.mtimeMs])}\n`);
  }
  return hash.digest('hex');
}

async function filesOf(source: Source, signal: AbortSignal | undefined): Promise<string[]> {
  const { files, decidedBy } = await planOf(source, signal);
  return [...files.flatMap(({ from }) => from ?? []), ...decidedBy];
}

async function planOf(source: Source, signal: AbortSignal | undefined): Promise<Plan> {
  return (await kindOf(source.path)) === 'folder'
    ? folderPlan(source, signal)
    : filePlan(source, signal);
}

/** Failures of the file system become the person's; the end of a cancelled task is no failure. */
async function explained<T>(
  path: string,
  signal: AbortSignal | undefined,
  task: () => Promise<T>,
): Promise<T> {
  try {
    signal?.throwIfAborted();
    return await task();
  } catch (error) {
    if (signal?.aborted) throw new Cancelled();
    if (isUserError(error) || !(error instanceof Error && 'syscall' in error)) throw error;
    throw new UserError(`${path} cannot be read: ${error.message}. Check the file and try again.`, {
      cause: error,
    });
  }
}
