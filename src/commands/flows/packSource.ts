import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { App } from '../../app.ts';
import type { Package, Packaging, Source } from '../../aws/packaging.ts';
import type { RememberedSource } from './sources.ts';

export interface PackedSource {
  readonly package: Package;
  /** What to remember once the code has been sent. */
  readonly source: RememberedSource;
}

/** What is known of a source before it is packed: secrets that have been decided on are not asked for again. */
export type SourceToPack = Pick<RememberedSource, 'path'> &
  Partial<Pick<RememberedSource, 'include' | 'leftOut' | 'sha256'>>;

/** `handler` is the function's own. Saves the source's editors, packs it under progress and asks about files that look like secrets. */
export async function packSource(
  app: Pick<App, 'progress' | 'prompts' | 'secondBundle' | 'workspace'>,
  { path, include = [], leftOut = [] }: SourceToPack,
  handler: string | undefined,
): Promise<PackedSource> {
  await saveSource(app, { path, include, handler });
  const packed = await packUnderProgress(app, { path, include, handler });
  const undecided = packed.package.secrets.filter((secret) => !leftOut.includes(secret));
  const added = undecided.length > 0 ? await askSecrets(app, undecided) : [];
  const left = packed.package.secrets.filter((secret) => !added.includes(secret));
  if (added.length === 0) return { ...packed, source: { ...packed.source, leftOut: left } };
  const again = await packUnderProgress(app, { path, include: [...include, ...added], handler });
  return { package: again.package, source: { ...again.source, leftOut: left } };
}

export async function pack(
  packaging: Packaging,
  source: Source,
  signal: AbortSignal,
): Promise<PackedSource> {
  // Taken first: a change while packing then shows as a change, never the other way round.
  const fingerprint = await packaging.fingerprint(source, signal);
  const packed = await packaging.pack(source, signal);
  const { secrets: leftOut, sha256 } = packed;
  const { path, include = [], handler } = source;
  return { package: packed, source: { path, include, leftOut, handler, fingerprint, sha256 } };
}

/**
 * Saves the editors of what is packed: of a file, itself and what it imports, as far as that can be told
 * from what is on the disk; what is saved may import more. Where it cannot be told, its whole project.
 */
export async function saveSource(
  { workspace, secondBundle }: Pick<App, 'secondBundle' | 'workspace'>,
  source: Source,
): Promise<void> {
  const { path } = source;
  if (workspace.changed().length === 0) return;
  if ((await stat(path)).isDirectory()) return workspace.saveBelow(path);
  await workspace.save(path);
  const packaging = await secondBundle.packaging();
  let saved = 0;
  do {
    const packed = await packaging.files(source).catch(() => undefined);
    if (!packed) return workspace.saveBelow(workspace.folderOf(path) ?? dirname(path));
    const wanted = new Set(packed);
    const changed = workspace.changed().filter((file) => wanted.has(file));
    for (const file of changed) await workspace.save(file);
    saved = changed.length;
  } while (saved > 0);
}

function packUnderProgress(
  app: Pick<App, 'progress' | 'secondBundle'>,
  source: Source,
): Promise<PackedSource> {
  return app.progress.run(`Packing ${basename(source.path)}`, async ({ signal }) =>
    pack(await app.secondBundle.packaging(), source, signal),
  );
}

function askSecrets(
  { prompts }: Pick<App, 'prompts'>,
  secrets: readonly string[],
): Promise<string[]> {
  return prompts.pickMany({
    prompt: 'These files look like secrets and are left out. Choose those to pack all the same',
    choices: secrets.map((secret) => ({ label: secret, value: secret, icon: 'lock' })),
  });
}
