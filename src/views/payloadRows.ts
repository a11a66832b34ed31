import { basename, relative } from 'node:path';
import type { Row, State, Workspace } from '../app.ts';
import type { FunctionSummary } from '../aws/account.ts';
import { bindingsKey, findBinding, mayBePayload } from '../payload/fileBinding.ts';
import { fileKey } from '../payload/rememberedBindings.ts';
import type { Settings } from '../settings.ts';

export interface PayloadRowsOptions {
  readonly state: State;
  readonly workspace: Workspace;
  readonly settings: (path: string) => Settings;
}

/** Files that are looked at: a workspace may hold any number. */
const most = 2000;

/** The payload files of the workspace that are known to be for this function. */
export async function payloadRows(
  { name, arn }: Pick<FunctionSummary, 'name' | 'arn'>,
  { state, workspace, settings }: PayloadRowsOptions,
): Promise<Row[]> {
  const remembered = state.get(bindingsKey);
  const several = workspace.folders().length > 1;
  const files = await workspace.find('**/*.{json,jsonc}', most);
  return files.flatMap((path): Row[] => {
    const folder = workspace.folderOf(path);
    const within = folder === undefined ? path : relative(folder, path);
    if (!mayBePayload(within)) return [];
    const binding = findBinding(fileKey(folder, path), remembered, settings(path).payloads);
    if (binding === undefined || ![name, arn].includes(binding.functionName)) return [];
    return [
      {
        kind: 'payload',
        path,
        name: within.replaceAll('\\', '/'),
        folder: several && folder !== undefined ? basename(folder) : undefined,
        binding,
      },
    ];
  });
}
