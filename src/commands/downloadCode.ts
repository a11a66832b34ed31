import { basename, isAbsolute, join, normalize, sep } from 'node:path';
import type { App } from '../app.ts';
import type { Account } from '../aws/account.ts';
import { UserError } from '../errors.ts';
import { bytes } from '../payload/sizeInWords.ts';
import { pathInWords } from './flows/pathInWords.ts';
import { recallSource, rememberSource } from './flows/sources.ts';
import { existingOf, writeFiles } from './flows/writeFiles.ts';
import { folderChoices } from './wizards/folderChoices.ts';
import { functionTarget } from './wizards/functionTarget.ts';
import { versionOfRow } from './wizards/pickVersion.ts';

type Downloader = Pick<
  App,
  'connection' | 'progress' | 'prompts' | 'secondBundle' | 'show' | 'state' | 'workspace'
>;

/** Writes the deployment package of a function, or of a version's row, into a folder of the workspace. */
export async function downloadCode(app: Downloader, target?: unknown): Promise<void> {
  const account = await app.connection.account();
  const { name } = await functionTarget(app, account, target, 'Function whose code is downloaded');
  const qualifier = versionOfRow(target);
  const folder = await askFolder(app, qualifier === undefined ? name : `${name}-${qualifier}`);
  const { zip, sha256 } = await download(app, account, name, qualifier);
  const files = (await app.secondBundle.packaging()).unpack(zip);
  const existing = await existingOf(folder, files);
  const overwrite = existing.length > 0 && (await askAboutExisting(app.prompts, folder, existing));
  await app.progress.run(`Writing the code of ${name}`, ({ signal }) =>
    writeFiles({ folder, files, overwrite }, signal),
  );
  if (qualifier === undefined) await rememberIfNew(app, account, name, { folder, sha256 });
  const kept =
    overwrite || existing.length === 0 ? '' : `; ${existing.length} were left as they were`;
  app.show.message(
    `The code of ${name}, ${bytes(zip.length)}, is in ${pathInWords(app, folder)}: ${files.length === 1 ? '1 file' : `${files.length} files`}${kept}.`,
  );
}

function download(
  { progress }: Downloader,
  account: Account,
  name: string,
  qualifier: string | undefined,
): Promise<{ readonly zip: Uint8Array; readonly sha256: string }> {
  return progress.run(`Downloading the code of ${name}`, ({ signal, report }) =>
    account.functions.downloadCode(name, {
      qualifier,
      signal,
      onProgress: (received, total) =>
        report(total === undefined ? bytes(received) : `${Math.floor((received / total) * 100)} %`),
    }),
  );
}

async function askFolder({ prompts, workspace }: Downloader, name: string): Promise<string> {
  const folders = workspace.folders();
  const [first, ...others] = folders;
  if (first === undefined) {
    throw new UserError('The code is written into the workspace, but no folder is open.', {
      fix: { title: 'Open Folder', command: 'workbench.action.files.openFolder' },
    });
  }
  const root =
    others.length === 0
      ? first
      : await prompts.pick({
          prompt: 'Folder of the workspace that gets the code',
          choices: folderChoices(folders),
        });
  const within = await prompts.input({
    prompt: `Folder within ${basename(root)} that the code is written into`,
    value: name,
    validate: folderProblem,
  });
  return join(root, within);
}

function folderProblem(path: string): string | undefined {
  if (path.trim() === '') return 'Name a folder, or a dot for the folder of the workspace itself.';
  const within = normalize(path);
  return isAbsolute(within) || within === '..' || within.startsWith(`..${sep}`)
    ? 'It lies within the workspace: its path is relative and leads nowhere else.'
    : undefined;
}

/** Answers whether they are replaced; throws `Cancelled`. */
function askAboutExisting(
  prompts: App['prompts'],
  folder: string,
  existing: readonly string[],
): Promise<boolean> {
  const named = existing.slice(0, 5).join(', ');
  const more = existing.length > 5 ? ` and ${existing.length - 5} more` : '';
  return prompts.pick({
    prompt: `In ${folder} there are already ${named}${more}`,
    choices: [
      {
        label: 'Keep them',
        description: 'writes only the files that are not there',
        icon: 'shield',
        value: false,
      },
      {
        label: 'Replace them',
        description: 'what is in them now is lost',
        icon: 'warning',
        value: true,
      },
    ],
  });
}

/** From now on the folder is what the function is made from, unless something else is. */
async function rememberIfNew(
  { state, secondBundle }: Downloader,
  { target }: Account,
  name: string,
  { folder, sha256 }: { readonly folder: string; readonly sha256: string },
): Promise<void> {
  if (recallSource(state, target, name)) return;
  const fingerprint = await (await secondBundle.packaging()).fingerprint({ path: folder });
  const source = { path: folder, include: [], leftOut: [], fingerprint, sha256 };
  await rememberSource(state, target, name, source);
}
