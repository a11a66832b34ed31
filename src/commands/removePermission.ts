import type { Choice } from '../app/prompts.ts';
import type { App } from '../app.ts';
import type { Permission, ResourcePolicy } from '../aws/permission.ts';
import { permissionInWords } from '../aws/permissionInWords.ts';
import { UserError } from '../errors.ts';
import { confirmChange } from './flows/askIfProtected.ts';
import { refreshChanged } from './flows/refreshChanged.ts';
import { textAnswer } from './wizards/answer.ts';
import { nameOf, permissionTarget } from './wizards/permissionTarget.ts';
import { answersOf, rowOf } from './wizards/target.ts';

/** Removes a permission: the row's, that of `{ name, qualifier, sid }`, or one that is asked for. */
export async function removePermission(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const of = await permissionTarget(app, account, target, 'Function whose permission is removed');
  const name = nameOf(of);
  // Read now: what the row shows may be of yesterday.
  const policy = await account.permissions.read(of);
  const permission = await choose(app, name, policy, target);
  const { who, when } = permissionInWords(permission);
  await confirmChange(app, {
    message: `Remove permission ${permission.sid} of ${name}?`,
    detail:
      `${who} may not invoke it any more (${when || 'without a condition'}). ${changed(target, permission)}`.trim(),
    action: 'Remove Permission',
  });
  await app.progress.run(`Removing permission ${permission.sid} of ${name}`, ({ signal }) =>
    account.permissions.remove(of, permission.sid, policy.revisionId, signal),
  );
  app.show.message(`Permission ${permission.sid} of ${name} was removed.`);
  await refreshChanged(app, target, of.functionName);
}

async function choose(
  app: Pick<App, 'prompts'>,
  name: string,
  { permissions }: ResourcePolicy,
  target: unknown,
): Promise<Permission> {
  if (permissions.length === 0) {
    throw new UserError(
      `${name} has no resource policy: nobody but its own account may invoke it, and there is nothing to remove.`,
    );
  }
  const row = rowOf(target);
  const sid =
    row?.kind === 'permission'
      ? row.permission.sid
      : textAnswer(answersOf(target), 'sid', () => undefined);
  if (sid === undefined) {
    return app.prompts.pick({ prompt: 'Permission to remove', choices: permissions.map(choice) });
  }
  const found = permissions.find((permission) => permission.sid === sid);
  if (found) return found;
  throw new UserError(
    `${name} has no permission ${sid} any more: somebody else has removed it. Refresh the row to see those that there are.`,
  );
}

function choice(permission: Permission): Choice<Permission> {
  const { who, when } = permissionInWords(permission);
  return {
    label: who,
    description: permission.sid,
    detail: when || 'without a condition',
    icon: 'unlock',
    value: permission,
  };
}

/** Somebody else may have put another permission in the place of the one that the row shows. */
function changed(target: unknown, now: Permission): string {
  const row = rowOf(target);
  if (row?.kind !== 'permission') return '';
  return JSON.stringify(row.permission) === JSON.stringify(now)
    ? ''
    : 'It was changed since it was listed: this is how it is now.';
}
