import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import { readFunctionError } from '../../aws/functionError.ts';
import { type MissingPermission, missingPermission } from '../../aws/missingPermission.ts';
import type { Outcome } from '../../aws/outcome.ts';

/** A function that failed because its role may not do something: offers to allow exactly that. */
export function offerPermission(
  { show }: Pick<App, 'show'>,
  account: Account | undefined,
  functionName: string,
  outcome: Outcome,
): void {
  if (outcome.kind !== 'answered' || outcome.functionError === undefined) return;
  const missing = missingPermission(readFunctionError(outcome.payload).message);
  if (missing === undefined) return;
  const { role, action, resource, beyond } = missing;
  const what = `${functionName} failed: role ${role} may not ${action}${resource ? ` on ${resource}` : ''}`;
  if (beyond !== undefined) {
    show.warning(`${what}. That is by ${beyond}: allowing it on the role would not help.`);
  } else if (isElsewhere(account, missing)) {
    show.warning(`${what}. The role is of account ${missing.account}: select a connection to it.`);
  } else {
    show.warning(`${what}.`, {
      title: 'Allow It…',
      command: 'lambdaBench.allowAction',
      arguments: [{ name: role, actions: [action], ...(resource && { resources: [resource] }) }],
    });
  }
}

function isElsewhere(account: Account | undefined, missing: MissingPermission): boolean {
  const { accountId } = account?.target ?? {};
  return accountId !== undefined && accountId !== missing.account;
}
