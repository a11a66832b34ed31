import { relative } from 'node:path';
import type { App } from '../../app.ts';
import { newPayload } from '../../payload/newPayload.ts';
import { choosePayloadFolder } from './choosePayloadFolder.ts';
import { writePayloadFile } from './writePayloadFile.ts';

/** Writes a first payload file for the function into the workspace, and binds it; answers with its path. */
export async function createPayloadFile(
  app: Pick<App, 'prompts' | 'state' | 'workspace'>,
  functionName: string | undefined,
): Promise<string> {
  const folder = await choosePayloadFolder(app, app.prompts);
  const existing = await jsonFilesOf(app, folder);
  const { path, content } = newPayload(functionName ?? 'event', existing);
  return writePayloadFile(app, { folder, path, content, functionName });
}

/** Paths within the workspace folder. */
export async function jsonFilesOf(
  { workspace }: Pick<App, 'workspace'>,
  folder: string,
): Promise<string[]> {
  const found = await workspace.find('**/*.{json,jsonc}', 1000);
  return found
    .filter((path) => workspace.folderOf(path) === folder)
    .map((path) => relative(folder, path));
}
