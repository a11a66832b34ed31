import type { App } from '../app.ts';
import type { Account } from '../aws/account.ts';
import { type AllowedActions, allowedActionsName } from '../aws/allowedActions.ts';
import { nameInArn } from '../aws/arn.ts';
import { actionsInWords } from '../aws/missingActions.ts';
import { planAllowed, putAllowed, showPlan } from './flows/allowActions.ts';
import { confirmChange } from './flows/askIfProtected.ts';
import { refreshChanged, refreshRole } from './flows/refreshChanged.ts';
import { askActions, knownActions } from './wizards/actionsWizard.ts';
import { roleTarget } from './wizards/roleTarget.ts';
import { rowOf } from './wizards/target.ts';

/**
 * Allows a role actions on resources, in an inline policy that is shown first. The target is a role's
 * row, the row of what a role lacks, or answers in advance: `{ name, actions, resources }`.
 */
export async function allowAction(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { role, added } = await whatToAllow(app, account, target);
  const plan = await app.progress.run(`Reading the policies of ${role}`, ({ signal }) =>
    planAllowed(account, role, added, signal),
  );
  await showPlan(app, plan);
  await confirmChange(app, {
    message: `Allow role ${role} ${actionsInWords(added)}?`,
    detail: `On ${added.flatMap(({ resources }) => resources).join(', ')}, in its inline policy ${allowedActionsName}. The diff shows the policy as it is and as it becomes.`,
    action: 'Allow',
  });
  await app.progress.run(`Changing role ${role}`, ({ signal }) =>
    putAllowed(account, plan, signal),
  );
  app.show.message(
    `Role ${role} may ${actionsInWords(added)} now. AWS may take some seconds until that is known everywhere.`,
  );
  const row = rowOf(target);
  if (row?.kind === 'lack') await refreshChanged(app, target, row.function.name);
  else await refreshRole(app, target, role);
}

async function whatToAllow(
  app: Pick<App, 'prompts'>,
  account: Account,
  target: unknown,
): Promise<{ readonly role: string; readonly added: readonly AllowedActions[] }> {
  const row = rowOf(target);
  if (row?.kind === 'lack') return { role: nameInArn(row.function.role), added: row.missing };
  const { name, arn } = await roleTarget(app, account, target, 'Role that is allowed something');
  const known = knownActions(target);
  const { actions, resources } = await askActions(app.prompts, account, {
    title: 'Allow Action',
    role: { name, arn },
    known,
  });
  return { role: name, added: [{ actions, resources }] };
}
