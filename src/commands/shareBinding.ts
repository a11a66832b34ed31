import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { targetName } from '../payload/binding.ts';
import { bindingOf } from '../payload/fileBinding.ts';
import { shareBinding as share } from './invoking/bindings.ts';
import { choosePayload } from './invoking/choosePayload.ts';
import { readInvokeTarget } from './invoking/invokeTarget.ts';

/** Writes what is remembered for a payload file into the workspace's settings, for all who work on it. */
export async function shareBinding(app: App, target?: unknown): Promise<void> {
  const { path, name } = await choosePayload(app, readInvokeTarget(target));
  if (path === undefined) return;
  if (app.workspace.folderOf(path) === undefined) {
    throw new UserError(
      `${name} is in no folder of this workspace, so its settings cannot name it. Open its folder first.`,
    );
  }
  const binding = bindingOf(app, path);
  if (binding === undefined) {
    throw new UserError(
      `There is no function for ${name} yet. Choose one, then remember it in the settings.`,
      {
        fix: {
          title: 'Choose Function',
          command: 'lambdaBench.changeFunction',
          arguments: [{ payload: path }],
        },
      },
    );
  }
  await share(app, path, binding);
  app.show.message(`The workspace's settings say that ${name} is for ${targetName(binding)}.`, {
    title: 'Open Settings File',
    command: 'workbench.action.openWorkspaceSettingsFile',
  });
}
