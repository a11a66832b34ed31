import type { App } from '../../app.ts';
import type { Binding } from '../../payload/binding.ts';
import {
  type FileKey,
  fileKey,
  readRemembered,
  remember,
  rememberedFor,
} from '../../payload/rememberedBindings.ts';
import { matchShared, parseSharedBindings } from '../../payload/sharedBindings.ts';

/** Key of the remembered bindings in the workspace's state. */
const stateKey = 'bindings';

/** What the person chose for the file, else what the workspace's settings say. */
export function bindingOf(
  app: Pick<App, 'settings' | 'state' | 'workspace'>,
  path: string,
): Binding | undefined {
  const key = keyOf(app, path);
  return (
    rememberedFor(readRemembered(app.state.get(stateKey)), key) ??
    matchShared(parseSharedBindings(app.settings().payloads).bindings, key.path)?.binding
  );
}

/** Says what is wrong with the shared bindings, for a file that none of them fits. */
export function tellFaults({ settings, show }: Pick<App, 'settings' | 'show'>): void {
  const { faults } = parseSharedBindings(settings().payloads);
  if (faults.length === 0) return;
  show.warning(faults.join(' '), {
    title: 'Open Settings',
    command: 'workbench.action.openSettings',
    arguments: ['lambdaBench.payloads'],
  });
}

export async function rememberBinding(
  app: Pick<App, 'state' | 'workspace'>,
  path: string,
  binding: Binding,
): Promise<void> {
  const remembered = readRemembered(app.state.get(stateKey));
  await app.state.set(stateKey, remember(remembered, keyOf(app, path), binding));
}

function keyOf({ workspace }: Pick<App, 'workspace'>, path: string): FileKey {
  return fileKey(workspace.folderOf(path), path);
}
