import { stat } from 'node:fs/promises';
import { basename, dirname, extname, relative } from 'node:path';
import type { Choice, Questions } from '../../app/prompts.ts';
import type { App, Workspace } from '../../app.ts';
import { UserError } from '../../errors.ts';
import type { Blueprint } from '../flows/blueprint.ts';
import { blueprints } from '../flows/blueprints.ts';

export type SourceChoice = { readonly path: string } | { readonly blueprint: Blueprint };

/** Asks what a new function is made from: what is in the editor, a blueprint or a file of the workspace. */
export function askSourceOrBlueprint(
  questions: Questions,
  workspace: Workspace,
): Promise<SourceChoice> {
  return questions.pick({
    prompt: 'What the function is made from',
    choices: pages(workspace, blueprints.map(blueprintChoice)),
  });
}

/** Asks which file or folder a function's code comes from. */
export async function askSource(
  questions: Questions,
  workspace: Workspace,
  functionName: string,
): Promise<string> {
  const choice = await questions.pick({
    prompt: `File or folder that ${functionName} is made from`,
    choices: pages<{ readonly path: string }>(workspace, []),
  });
  return choice.path;
}

/** Throws unless the path is a folder or a file that a function can be made from. */
export async function checkSource(path: string): Promise<string> {
  const stats = await stat(path).catch((cause: unknown) => {
    throw new UserError(`${path} cannot be read: it was moved or deleted. Choose another source.`, {
      cause,
    });
  });
  if (stats.isDirectory() || isSourceFile(path)) return path;
  throw new UserError(
    `${basename(path)} is no source of a function. Choose a folder or a file that ends in ${sourceEndings.join(' ')}`,
  );
}

/** Whether the file could be a function's source, by its ending. */
function isSourceFile(path: string): boolean {
  return sourceEndings.includes(extname(path)) && !path.endsWith('.d.ts');
}

export function isBlueprint(source: SourceChoice | undefined): boolean {
  return source !== undefined && 'blueprint' in source;
}

const sourceEndings = ['.js', '.mjs', '.cjs', '.ts', '.py'];
const fileLimit = 500;

/** What needs no search stands there at once. */
async function* pages<T>(
  workspace: App['workspace'],
  others: readonly Choice<T>[],
): AsyncGenerator<readonly Choice<T | { readonly path: string }>[]> {
  const active = workspace.activeFile();
  const inEditor = active !== undefined && isSourceFile(active) ? active : undefined;
  yield [
    ...(inEditor ? [fileChoice(workspace, inEditor, 'In the editor')] : []),
    ...(inEditor ? [folderChoice(workspace, dirname(inEditor))] : []),
    ...others,
  ];
  const files = await workspace.find('**/*.{js,mjs,cjs,ts,py}', fileLimit);
  const found = files.filter((file) => file !== inEditor && isSourceFile(file));
  if (others.length === 0 && found.length === 0 && !inEditor) throw nothingThere();
  yield found.toSorted().map((file) => fileChoice(workspace, file, 'In the workspace'));
}

function fileChoice(
  workspace: Workspace,
  path: string,
  group: string,
): Choice<{ readonly path: string }> {
  return {
    label: nameWithin(workspace, path),
    description: inFolder(workspace, path, 'with what it imports'),
    icon: 'file-code',
    group,
    value: { path },
  };
}

function folderChoice(workspace: Workspace, path: string): Choice<{ readonly path: string }> {
  return {
    label: `${nameWithin(workspace, path)}/`,
    description: inFolder(workspace, path, 'the whole folder'),
    icon: 'folder',
    group: 'In the editor',
    value: { path },
  };
}

function blueprintChoice(blueprint: Blueprint): Choice<SourceChoice> {
  return {
    label: blueprint.label,
    description: `${blueprint.detail} · ${blueprint.file}`,
    icon: 'new-file',
    group: 'Blueprints',
    value: { blueprint },
  };
}

/** Where several folders are open, their files may have the same names. */
function inFolder(workspace: Workspace, path: string, what: string): string {
  const folder = workspace.folders().length > 1 ? workspace.folderOf(path) : undefined;
  return folder === undefined ? what : `${basename(folder)} · ${what}`;
}

function nameWithin(workspace: Workspace, path: string): string {
  const folder = workspace.folderOf(path);
  return (folder && relative(folder, path)) || basename(path);
}

function nothingThere(): UserError {
  return new UserError(
    'There is no source of a function in the workspace (.js .mjs .cjs .ts .py). Open the folder that holds it.',
    { fix: { title: 'Open Folder', command: 'workbench.action.files.openFolder' } },
  );
}
