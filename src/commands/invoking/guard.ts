import type { Account } from '../../aws/account.ts';
import { isUserError, UserError } from '../../errors.ts';
import type { Binding } from '../../payload/binding.ts';

/**
 * A shared binding may name the only account and region in which it is to be used. Whose account it is
 * may have to be looked up, once for each connection.
 */
export async function guard(
  account: Account,
  { functionName, account: wanted, region }: Binding,
  signal?: AbortSignal,
): Promise<void> {
  const { target } = account;
  const isElsewhere = region !== undefined && region !== target.region;
  if (!isElsewhere && (wanted === undefined || wanted === (await idOf(account, signal)))) return;
  throw new UserError(
    `${functionName} is bound to ${[wanted, region].filter(Boolean).join(' in ')} by the setting lambdaBench.payloads, but the connection ${target.connection} is ${target.accountId ?? 'an account that is not known'} in ${target.region}. Select another connection, change the setting, or choose the function for this file.`,
    { fix: { title: 'Select Connection', command: 'lambdaBench.selectConnection' } },
  );
}

/** Undefined where nobody can tell. */
async function idOf(account: Account, signal?: AbortSignal): Promise<string | undefined> {
  if (account.target.accountId !== undefined) return account.target.accountId;
  try {
    return (await account.identity(signal)).accountId;
  } catch (error) {
    if (isUserError(error)) return undefined;
    throw error;
  }
}
