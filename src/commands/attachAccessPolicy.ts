import type { App } from '../app.ts';
import { accessPolicyName, broadAccessPolicy, narrowAccessPolicy } from '../aws/accessPolicy.ts';
import type { Account } from '../aws/account.ts';
import { askIfProtected, confirmChange } from './flows/askIfProtected.ts';
import { type Access, askAccess } from './wizards/accessWizard.ts';

/**
 * Puts the broad or the narrow access policy on a role: the target's or one that is asked for.
 * The target may answer in advance: `{ role, access: 'broad' }` or `{ role, functions: [names] }`,
 * and `replace: true` to replace the policy without a question.
 */
export async function attachAccessPolicy(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const access = await askAccess(app.prompts, account, target);
  await ask(app, account, access);
  const { name } = access.role;
  await app.progress.run(`Attaching access policy to ${name}`, ({ signal }) =>
    account.roles.putInlinePolicy(name, accessPolicyName, documentOf(access), signal),
  );
  app.show.message(
    `Role ${name} has the inline policy ${accessPolicyName} now: ${inWords(access)}`,
  );
  await app.show.roles(name);
}

/** Once: about the policy that is lost, or else about the connection where it is protected. */
async function ask(
  app: Pick<App, 'connection' | 'prompts'>,
  account: Account,
  { role, replace }: Access,
): Promise<void> {
  const isLost =
    !replace && (await account.roles.policies(role.name)).inline.includes(accessPolicyName);
  if (!isLost) {
    await askIfProtected(app, `put ${accessPolicyName} on role ${role.name}`, 'Attach Policy');
    return;
  }
  await confirmChange(app, {
    message: `Replace the inline policy ${accessPolicyName} of role ${role.name}?`,
    detail: 'The role has an access policy already; what it allows now is lost.',
    action: 'Replace',
  });
}

function documentOf({ functions }: Access): string {
  return functions === 'all'
    ? broadAccessPolicy()
    : narrowAccessPolicy(functions.map(({ arn }) => arn));
}

function inWords({ functions }: Access): string {
  if (functions === 'all') return 'it may do everything in Lambda (lambda:* on *, which is broad).';
  return `it may invoke ${functions.map(({ name }) => name).join(', ')}.`;
}
