import type { App } from '../app.ts';
import type { RolePolicies } from '../aws/role.ts';
import { UserError } from '../errors.ts';
import { confirmChange } from './flows/askIfProtected.ts';
import { refreshRole } from './flows/refreshChanged.ts';
import { textAnswer } from './wizards/answer.ts';
import { roleTarget } from './wizards/roleTarget.ts';
import { answersOf, rowOf } from './wizards/target.ts';

type Attached = RolePolicies['attached'][number];

/** Detaches a managed policy from a role: the row's, that of `{ name, policy }` (an ARN), or one that is asked for. */
export async function detachPolicy(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { name } = await roleTarget(app, account, target, 'Role that loses a managed policy');
  const { attached } = await account.roles.policies(name);
  const policy = await choose(app, name, attached, target);
  await confirmChange(app, {
    message: `Detach ${policy.name} from role ${name}?`,
    detail: `Functions with this role may not do any more what ${policy.name} alone allows. The policy itself stays.`,
    action: 'Detach Policy',
  });
  await app.progress.run(`Detaching ${policy.name} from ${name}`, ({ signal }) =>
    account.roles.detachPolicy(name, policy.arn, signal),
  );
  app.show.message(`${policy.name} was detached from role ${name}.`);
  await refreshRole(app, target, name);
}

async function choose(
  app: Pick<App, 'prompts'>,
  role: string,
  attached: readonly Attached[],
  target: unknown,
): Promise<Attached> {
  const row = rowOf(target);
  const arn =
    row?.kind === 'attachedPolicy'
      ? row.policy.arn
      : textAnswer(answersOf(target), 'policy', () => undefined);
  const found = attached.find((policy) => policy.arn === arn);
  if (found) return found;
  if (arn !== undefined) {
    throw new UserError(
      `${arn} is not attached to role ${role} any more: somebody else has detached it. Refresh the role to see what is.`,
    );
  }
  if (attached.length === 0) {
    throw new UserError(`No managed policy is attached to role ${role}.`);
  }
  return app.prompts.pick({
    prompt: `Policy to detach from ${role}`,
    choices: attached.map((policy) => ({
      label: policy.name,
      detail: policy.arn,
      icon: 'library',
      value: policy,
    })),
  });
}
