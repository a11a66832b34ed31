import type { Questions } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import { UserError } from '../../errors.ts';
import { folderChoices } from '../wizards/folderChoices.ts';

/** The workspace folder for a new payload file: asked for only where there are several. */
export async function choosePayloadFolder(
  app: Pick<App, 'workspace'>,
  questions: Questions,
): Promise<string> {
  const [first, ...others] = openFolders(app);
  if (others.length === 0) return first;
  return questions.pick({
    prompt: 'Which folder gets the payload file?',
    choices: folderChoices([first, ...others]),
  });
}

/** Throws a `UserError` when there is none. */
export function openFolders({ workspace }: Pick<App, 'workspace'>): readonly [string, ...string[]] {
  const [first, ...others] = workspace.folders();
  if (first !== undefined) return [first, ...others];
  throw new UserError('A payload file needs a folder to lie in. Open a folder, then try again.', {
    fix: { title: 'Open Folder', command: 'workbench.action.files.openFolder' },
  });
}
