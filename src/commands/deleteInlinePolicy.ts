import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { confirmChange } from './flows/askIfProtected.ts';
import { refreshRole } from './flows/refreshChanged.ts';
import { textAnswer } from './wizards/answer.ts';
import { roleTarget } from './wizards/roleTarget.ts';
import { answersOf, rowOf } from './wizards/target.ts';

/** Deletes an inline policy of a role: the row's, that of `{ name, policy }`, or one that is asked for. */
export async function deleteInlinePolicy(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { name } = await roleTarget(app, account, target, 'Role whose inline policy is deleted');
  const { inline } = await account.roles.policies(name);
  const policy = await choose(app, name, inline, target);
  await confirmChange(app, {
    message: `Delete inline policy ${policy} of role ${name}?`,
    detail: `Functions with this role may not do any more what it alone allows. It cannot be brought back.`,
    action: 'Delete Policy',
  });
  await app.progress.run(`Deleting ${policy} of ${name}`, ({ signal }) =>
    account.roles.deleteInlinePolicy(name, policy, signal),
  );
  app.show.message(`Inline policy ${policy} of role ${name} was deleted.`);
  await refreshRole(app, target, name);
}

async function choose(
  app: Pick<App, 'prompts'>,
  role: string,
  inline: readonly string[],
  target: unknown,
): Promise<string> {
  const row = rowOf(target);
  const policy =
    row?.kind === 'inlinePolicy'
      ? row.name
      : textAnswer(answersOf(target), 'policy', () => undefined);
  if (policy !== undefined && inline.includes(policy)) return policy;
  if (policy !== undefined) {
    throw new UserError(
      `Role ${role} has no inline policy ${policy} any more. Refresh the role to see those that it has.`,
    );
  }
  if (inline.length === 0) throw new UserError(`Role ${role} has no inline policy.`);
  return app.prompts.pick({
    prompt: `Inline policy of ${role} to delete`,
    choices: inline.map((name) => ({ label: name, icon: 'json', value: name })),
  });
}
