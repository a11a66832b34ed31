import type { App } from '../app.ts';
import { openness } from '../aws/openness.ts';
import type { NewPermission, Permissions, PermissionTarget } from '../aws/permission.ts';
import { principalInWords } from '../aws/permissionInWords.ts';
import { askIfProtected, confirmChange } from './flows/askIfProtected.ts';
import { refreshChanged } from './flows/refreshChanged.ts';
import { nameOf, permissionTarget } from './wizards/permissionTarget.ts';
import { askPermission } from './wizards/permissionWizard.ts';

/** Lets a service, an account or others invoke a function, a version or an alias. See `askPermission`. */
export async function addPermission(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const of = await permissionTarget(app, account, target, 'Function that may be invoked');
  const name = nameOf(of);
  const policy = await account.permissions.read(of);
  const added = await askPermission(app, account, of, policy, target);
  await ask(app, name, added);
  await app.progress.run(`Adding permission to ${name}`, async ({ signal }) => {
    await addAll(account.permissions, of, added, signal);
  });
  const who = principalInWords(added[0]?.principal ?? '');
  app.show.message(`${name} may be invoked by ${who}: permission ${added[0]?.sid ?? ''}.`);
  await refreshChanged(app, target, of.functionName);
}

/** All or none. Nobody's change can be lost by an addition, so that it needs no revision. */
async function addAll(
  permissions: Permissions,
  of: PermissionTarget,
  added: readonly NewPermission[],
  signal: AbortSignal,
): Promise<void> {
  const done: string[] = [];
  try {
    for (const permission of added) {
      await permissions.add(of, permission, undefined, signal);
      done.push(permission.sid);
    }
  } catch (error) {
    for (const sid of done) await permissions.remove(of, sid);
    throw error;
  }
}

/** Once: what is left open, or else about the connection where it is protected. */
async function ask(
  app: Pick<App, 'connection' | 'prompts'>,
  name: string,
  added: readonly NewPermission[],
): Promise<void> {
  const [open] = added.map(openness).filter((sentence) => sentence !== undefined);
  if (open === undefined) {
    await askIfProtected(app, `add a permission to ${name}`, 'Add Permission');
    return;
  }
  await confirmChange(app, {
    message: `Add this permission to ${name}?`,
    detail: open,
    action: 'Add Permission',
  });
}
