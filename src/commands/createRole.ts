import { randomUUID } from 'node:crypto';
import type { App } from '../app.ts';
import { askIfProtected } from './flows/askIfProtected.ts';
import { makeRole, unmakeRole } from './flows/makeRole.ts';
import { orRollBack } from './flows/rollBack.ts';
import { askRole } from './wizards/roleWizard.ts';
import { answersOf } from './wizards/target.ts';

/** The target may answer questions in advance: see `askRole`. */
export async function createRole(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show' | 'workspace'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { roles } = account;
  const plan = await askRole(app, account, answersOf(target));
  await askIfProtected(app, `create role ${plan.name}`, 'Create Role');
  const flow = randomUUID();
  const role = await app.progress.run(`Creating role ${plan.name}`, (step) =>
    orRollBack(app.show, `Role ${plan.name}`, step, () => makeRole(roles, plan, flow, step), [
      () => unmakeRole(roles, plan.name, flow),
    ]),
  );
  await app.show.roles(role.name);
}
