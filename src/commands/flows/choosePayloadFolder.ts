import type { App, Questions } from '../../app.ts';
import { UserError } from '../../errors.ts';

/** The workspace folder for a new payload file: asked for only where there are several. */
export async function choosePayloadFolder(
  { workspace }: Pick<App, 'workspace'>,
  questions: Questions,
): Promise<string> {
  const folders = workspace.folders();
  const [first, ...others] = folders;
  if (first === undefined) {
    throw new UserError('A payload file needs a folder to lie in. Open a folder, then try again.', {
      fix: { title: 'Open Folder', command: 'workbench.action.files.openFolder' },
    });
  }
  if (others.length === 0) return first;
  return questions.pick({
    prompt: 'Which folder gets the payload file?',
    choices: folders.map((folder) => ({ label: folder, icon: 'folder', value: folder })),
  });
}
