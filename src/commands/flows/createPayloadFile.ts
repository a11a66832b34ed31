import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { App } from '../../app.ts';
import { messageOf, UserError } from '../../errors.ts';
import { newPayload } from '../../payload/newPayload.ts';
import { rememberBinding } from '../invoking/bindings.ts';

/** Writes a first payload file for the function into the workspace, and binds it; answers with its path. */
export async function createPayloadFile(
  app: Pick<App, 'prompts' | 'state' | 'workspace'>,
  functionName: string | undefined,
): Promise<string> {
  const folder = await chooseFolder(app);
  const existing = (await app.workspace.find('**/*.{json,jsonc}', 1000))
    .filter((path) => app.workspace.folderOf(path) === folder)
    .map((path) => relative(folder, path));
  const { path, content } = newPayload(functionName ?? 'event', existing);
  const file = join(folder, path);
  try {
    await mkdir(dirname(file), { recursive: true });
    // Never over a file that the search did not see.
    await writeFile(file, content, { flag: 'wx' });
  } catch (cause) {
    const reason = messageOf(cause);
    throw new UserError(
      `The payload file could not be written to ${file}: ${reason}. Make the folder writable, or choose a payload file that is there.`,
      { cause },
    );
  }
  if (functionName !== undefined) await rememberBinding(app, file, { functionName });
  return file;
}

async function chooseFolder({
  prompts,
  workspace,
}: Pick<App, 'prompts' | 'workspace'>): Promise<string> {
  const folders = workspace.folders();
  const [first, ...others] = folders;
  if (first === undefined) {
    throw new UserError('A payload file needs a folder to lie in. Open a folder, then try again.', {
      fix: { title: 'Open Folder', command: 'workbench.action.files.openFolder' },
    });
  }
  if (others.length === 0) return first;
  return prompts.pick({
    prompt: 'Which folder gets the payload file?',
    choices: folders.map((folder) => ({ label: folder, icon: 'folder', value: folder })),
  });
}
