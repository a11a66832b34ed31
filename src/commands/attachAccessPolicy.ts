import type { App } from '../app.ts';
import { accessPolicyName, broadAccessPolicy, narrowAccessPolicy } from '../aws/accessPolicy.ts';
import type { Account } from '../aws/account.ts';
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
  if (!access.replace) await askToReplace(app, account, access.role.name);
  const { name } = access.role;
  await app.progress.run(`Attaching access policy to ${name}`, ({ signal }) =>
    account.roles.putInlinePolicy(name, accessPolicyName, documentOf(access), signal),
  );
  app.show.message(
    `Role ${name} has the inline policy ${accessPolicyName} now: ${inWords(access)}`,
  );
  await app.show.roles(name);
}

async function askToReplace(
  app: Pick<App, 'prompts'>,
  account: Account,
  role: string,
): Promise<void> {
  const { inline } = await account.roles.policies(role);
  if (!inline.includes(accessPolicyName)) return;
  await app.prompts.confirm({
    message: `Replace the inline policy ${accessPolicyName} of role ${role}?`,
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
