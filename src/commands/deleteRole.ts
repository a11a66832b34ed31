import type { App, ProgressStep } from '../app.ts';
import type { Account } from '../aws/account.ts';
import type { RolePolicies, RoleSummary } from '../aws/role.ts';
import { Cancelled, isUserError, UserError } from '../errors.ts';
import { confirmChange } from './flows/askIfProtected.ts';
import { emptyRole } from './flows/emptyRole.ts';
import { roleTarget } from './wizards/roleTarget.ts';

/** Deletes a role and, first, all that is on it: the target's (a row or `{ name }`) or one that is asked for. */
export async function deleteRole(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const role = await roleTarget(app, account, target, 'Role to delete');
  const found = await app.progress.run(`Looking up what goes with role ${role.name}`, (step) =>
    lookUp(account, role, step),
  );
  await confirmChange(app, {
    message: `Delete role ${role.name}?`,
    detail: `${whatGoes(found.policies)} ${whoUsesIt(found)}`,
    action: 'Delete Role',
  });
  await app.progress.run(`Deleting role ${role.name}`, (step) =>
    removeRole(app, account, role.name, found.policies, step),
  );
  app.show.message(`Role ${role.name} was deleted.`);
  await app.show.roles();
}

interface Found {
  readonly policies: RolePolicies;
  /** Names of the functions that have the role, or why that is not known. */
  readonly users: readonly string[] | UserError;
}

async function lookUp(account: Account, role: RoleSummary, step: ProgressStep): Promise<Found> {
  const policies = await account.roles.policies(role.name, step.signal);
  return { policies, users: await usersOf(account, role.arn, step.signal) };
}

async function usersOf(
  account: Account,
  roleArn: string,
  signal: AbortSignal,
): Promise<readonly string[] | UserError> {
  const users: string[] = [];
  try {
    for await (const page of account.functions.list(signal)) {
      users.push(...page.filter(({ role }) => role === roleArn).map(({ name }) => name));
    }
  } catch (error) {
    if (signal.aborted) throw new Cancelled();
    // Who may delete roles but not list functions can go on, knowing that this is not known.
    if (isUserError(error)) return error;
    throw error;
  }
  return users;
}

function whatGoes({ attached, inline }: RolePolicies): string {
  const names = attached.map(({ name }) => name).join(', ');
  const parts = [
    ...(attached.length > 0 ? [`its managed policies are detached (${names})`] : []),
    ...(inline.length > 0 ? [`its inline policies are deleted (${inline.join(', ')})`] : []),
  ];
  return parts.length === 0 ? 'It has no policies.' : `First ${parts.join(' and ')}.`;
}

function whoUsesIt({ users }: Found): string {
  if (isUserError(users)) return `Which functions use it could not be found out: ${users.message}`;
  if (users.length === 0) return 'No function of this region uses it.';
  const named = users.slice(0, 10).join(', ');
  const more = users.length > 10 ? ` and ${users.length - 10} more` : '';
  return `Still used by ${named}${more}: invoking fails as soon as the role is gone.`;
}

async function removeRole(
  app: Pick<App, 'show'>,
  account: Account,
  name: string,
  policies: RolePolicies,
  { signal, report }: ProgressStep,
): Promise<void> {
  const done: string[] = [];
  const onDone = (what: string) => {
    done.push(what);
    report(what);
  };
  try {
    await emptyRole(account.roles, name, policies, { onDone, signal });
    await account.roles.delete(name, signal);
  } catch (error) {
    const soFar = done.length > 0 ? `Done so far: ${done.join('; ')}.` : 'Nothing was changed.';
    if (signal.aborted) {
      app.show.message(`Deleting role ${name} was cancelled. ${soFar}`);
      throw new Cancelled();
    }
    if (!isUserError(error)) throw error;
    const fix = error.fix ? { fix: error.fix } : {};
    throw new UserError(`Role ${name} was not deleted. ${error.message} ${soFar}`, {
      cause: error,
      ...fix,
    });
  }
}
