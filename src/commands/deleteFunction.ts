import type { App } from '../app.ts';
import { confirmChange } from './flows/askIfProtected.ts';
import { forgetSource } from './flows/sources.ts';
import { functionTarget } from './wizards/functionTarget.ts';

/** Deletes a function: the target's (a row or `{ name }`) or one that is asked for. */
export async function deleteFunction(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show' | 'state'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { name, role } = await functionTarget(app, account, target, 'Function to delete');
  const { connection, region } = account.target;
  await confirmChange(app, {
    message: `Delete function ${name} from ${connection} · ${region}?`,
    detail: `Its code, configuration, versions and aliases go with it and cannot be brought back. What stays: its role ${role.split('/').at(-1)}, its log group and the source in the workspace.`,
    action: 'Delete Function',
  });
  await app.progress.run(`Deleting function ${name}`, ({ signal }) =>
    account.functions.delete(name, signal),
  );
  await forgetSource(app.state, account.target, name);
  app.show.message(`Function ${name} was deleted from ${connection} · ${region}.`);
  await app.show.functions();
}
