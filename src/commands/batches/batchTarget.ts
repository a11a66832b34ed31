import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import type { App } from '../../app.ts';
import { UserError } from '../../errors.ts';
import { isPayloadName, readInvokeTarget } from '../invoking/invokeTarget.ts';
import { pathOfUri } from '../wizards/target.ts';
import { payloadFilesBelow } from './payloadFilesBelow.ts';

/** What is sent event by event. */
export type BatchTarget = {
  /** As the person knows it: relative to its workspace folder. */
  readonly name: string;
  /** Absolute path of the results. */
  readonly results: string;
  readonly functionName: string | undefined;
  readonly qualifier: string | undefined;
} & (
  | { readonly kind: 'lines'; readonly path: string }
  | {
      readonly kind: 'files';
      readonly folder: string;
      /** Relative to the folder. */
      readonly names: readonly string[];
    }
);

/**
 * A `.jsonl` file, a folder or payload files: what is selected in the explorer, the target, the active
 * editor's file, else asked for.
 */
export async function chooseBatchTarget(
  app: Pick<App, 'prompts' | 'workspace'>,
  target: unknown,
  selected: unknown,
): Promise<BatchTarget> {
  const { functionName, qualifier, payload } = readInvokeTarget(target);
  const paths = pathsOf(selected);
  const chosen = paths.length > 0 ? paths : [payload ?? (await fallback(app))];
  const { kind, ...rest } = await describe(app, chosen);
  return { kind, ...rest, functionName, qualifier } as BatchTarget;
}

function pathsOf(selected: unknown): string[] {
  return Array.isArray(selected)
    ? selected.map(pathOfUri).filter((path) => path !== undefined)
    : [];
}

async function fallback({ prompts, workspace }: Pick<App, 'prompts' | 'workspace'>) {
  const active = workspace.activeFile();
  if (active !== undefined && isLines(active)) return active;
  const files = (await workspace.find('**/*.jsonl', 500)).filter(isLines);
  if (files.length === 0) {
    throw new UserError(
      'There is no .jsonl file in this workspace. Write one, an event on each line, or right-click a folder of payload files.',
    );
  }
  return prompts.pick({
    prompt: 'Which events?',
    choices: files.map((path) => ({
      label: shownName(workspace, path),
      icon: 'json',
      value: path,
    })),
  });
}

type Described =
  | { kind: 'lines'; path: string; name: string; results: string }
  | { kind: 'files'; folder: string; names: readonly string[]; name: string; results: string };

async function describe(
  { workspace }: Pick<App, 'workspace'>,
  paths: readonly string[],
): Promise<Described> {
  const [first = ''] = paths;
  const name = shownName(workspace, first);
  if (paths.length === 1 && isLines(first)) {
    const results = `${first.slice(0, -extname(first).length)}.results.jsonl`;
    return { kind: 'lines', path: first, name, results };
  }
  if (paths.length === 1 && (await isFolder(first))) return ofFolder(workspace, first, name);
  const strangers = paths.filter((path) => !isPayloadName(path));
  if (strangers.length > 0) {
    throw new UserError(
      `${strangers.map((path) => basename(path)).join(', ')}: choose one .jsonl file, one folder, or payload files (.json, .jsonc). Nothing was sent.`,
    );
  }
  const folder = commonFolder(paths);
  return {
    ...{ kind: 'files', folder, results: join(folder, 'selection.results.jsonl') },
    names: paths.map((path) => withSlashes(relative(folder, path))).toSorted(),
    name: paths.length === 1 ? name : `${paths.length} payload files`,
  };
}

async function ofFolder(
  workspace: App['workspace'],
  folder: string,
  name: string,
): Promise<Described> {
  const names = (await payloadFilesBelow(folder)).map(withSlashes);
  if (names.length === 0) {
    throw new UserError(`${name} has no payload files (.json, .jsonc). Nothing was sent.`);
  }
  // Beside a workspace folder is outside of the workspace.
  const isRoot = workspace.folders().includes(folder);
  const place = isRoot ? folder : dirname(folder);
  const results = join(place, `${basename(folder)}.results.jsonl`);
  return { kind: 'files', folder, names, name: `${name || basename(folder)}/`, results };
}

function isLines(path: string): boolean {
  return /(?<!\.results)\.jsonl$/i.test(path);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw new UserError(
      `${basename(path)} does not exist any more, so nothing was sent. Choose another.`,
      { cause },
    );
  }
}

function commonFolder(paths: readonly string[]): string {
  const [first = '', ...others] = paths.map(dirname);
  let folder = first;
  while (others.some((path) => path !== folder && !path.startsWith(`${folder}${sep}`))) {
    const above = dirname(folder);
    if (above === folder) break;
    folder = above;
  }
  return folder;
}

function shownName(workspace: App['workspace'], path: string): string {
  const folder = workspace.folderOf(path);
  return folder === undefined ? path : withSlashes(relative(folder, path));
}

function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}
