import { basename, relative } from 'node:path';
import type { Row } from '../app/row.ts';
import type { State, Workspace } from '../app.ts';
import type { FunctionSummary } from '../aws/lambdaFunction.ts';
import { bindingsIn, mayBePayload } from '../payload/fileBinding.ts';
import type { Settings } from '../settings.ts';

export interface PayloadRowsOptions {
  readonly state: State;
  readonly workspace: Workspace;
  readonly settings: (path: string) => Settings;
}

/** Files that are looked at: a workspace may hold any number. */
const most = 2000;

/** The payload files of the workspace that are known to be for this function; else the way to a first one. */
export async function payloadRows(
  { name, arn }: Pick<FunctionSummary, 'name' | 'arn'>,
  options: PayloadRowsOptions,
): Promise<Row[]> {
  const { workspace } = options;
  const bindingOf = bindingsIn(options);
  const several = workspace.folders().length > 1;
  const files = await workspace.find('**/*.{json,jsonc}', most);
  const found = files.flatMap((path): Row[] => {
    const folder = workspace.folderOf(path);
    const within = folder === undefined ? path : relative(folder, path);
    if (!mayBePayload(within)) return [];
    const binding = bindingOf(path);
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
  return found.length > 0 ? found : [{ kind: 'noPayload', functionName: name }];
}
