import type { App } from '../../app.ts';
import type { Binding } from '../../payload/binding.ts';
import { bindingsKey, variablesOf } from '../../payload/fileBinding.ts';
import { globOf } from '../../payload/glob.ts';
import {
  type FileKey,
  fileKey,
  forget,
  readRemembered,
  remember,
  rememberedFor,
} from '../../payload/rememberedBindings.ts';
import { parseSharedBindings, toSetting } from '../../payload/sharedBindings.ts';

/** Says what is wrong with the shared bindings, for a file that none of them fits. */
export function tellFaults(
  { settings, show }: Pick<App, 'settings' | 'show'>,
  path: string | undefined,
): void {
  const { faults } = parseSharedBindings(settings(path).payloads);
  if (faults.length === 0) return;
  show.warning(faults.join(' '), {
    title: 'Open Settings',
    command: 'workbench.action.openSettings',
    arguments: ['lambdaBench.payloads'],
  });
}

/**
 * Remembers a function for a file. Whether its variables are filled in stays as the person has said: a
 * binding that began as a shared one must not gain the power of their own.
 */
export async function rememberBinding(
  app: Pick<App, 'state' | 'workspace'>,
  path: string,
  binding: Binding,
): Promise<void> {
  const remembered = readRemembered(app.state.get(bindingsKey));
  const { variables } = rememberedFor(remembered, keyOf(app, path)) ?? {};
  await rememberVariables(app, path, { ...binding, variables });
}

/** Remembers a binding with what the person says of its variables. */
export async function rememberVariables(
  app: Pick<App, 'state' | 'workspace'>,
  path: string,
  binding: Binding,
): Promise<void> {
  const remembered = readRemembered(app.state.get(bindingsKey));
  await app.state.set(bindingsKey, remember(remembered, keyOf(app, path), binding));
}

/** Writes the binding to the settings of the file's workspace folder; what was remembered gives way to it. */
export async function shareBinding(
  app: Pick<App, 'settings' | 'sharePayloads' | 'state' | 'workspace'>,
  path: string,
  binding: Binding,
): Promise<void> {
  const key = keyOf(app, path);
  const variables = variablesOf(app, path) !== 'off';
  await app.sharePayloads(path, globOf(key.path), toSetting({ ...binding, variables }));
  await app.state.set(bindingsKey, forget(readRemembered(app.state.get(bindingsKey)), key));
}

function keyOf({ workspace }: Pick<App, 'workspace'>, path: string): FileKey {
  return fileKey(workspace.folderOf(path), path);
}
