import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import { isCancelled, isUserError } from '../../errors.ts';
import { whereText } from '../../whereText.ts';

type Asker = Pick<App, 'connection' | 'prompts'>;

/**
 * On a protected connection, a question before something is changed or run; the answer is never
 * remembered. `doing` goes on after "This will", e.g. `invoke orders:live`. Throws `Cancelled`.
 */
export async function askIfProtected(
  app: Asker,
  doing: string,
  action: string,
  detail?: string,
): Promise<void> {
  if (!app.connection.protected) return;
  await app.prompts.confirm({
    message: `The connection ${app.connection.name} is protected. This will ${doing} in ${await where(app)}.`,
    ...(detail === undefined ? {} : { detail }),
    action,
  });
}

/** For what is asked for on every connection: the same one question says where, on a protected one. */
export async function confirmChange(
  app: Asker,
  { message, detail, action }: Parameters<App['prompts']['confirm']>[0],
): Promise<void> {
  const warning = app.connection.protected
    ? ` The connection ${app.connection.name} is protected: this is done in ${await where(app)}.`
    : '';
  await app.prompts.confirm({
    message: message + warning,
    ...(detail === undefined ? {} : { detail }),
    action,
  });
}

/** Account and region of the selected connection, e.g. `123456789012 (acme) · eu-west-1`. */
export async function where({ connection }: Pick<App, 'connection'>): Promise<string> {
  const account = await connection.account();
  const { accountId, alias } = await identityIfKnown(account);
  const place = { accountId: accountId ?? 'an account that is not known', alias };
  return whereText({ ...place, region: account.target.region });
}

/** How long a question waits for the name of the account, which it can do without; ms. */
const patience = 5000;

/** Looked up once for a connection; some endpoints do not know it. */
async function identityIfKnown(
  account: Account,
): Promise<{ readonly accountId: string | undefined; readonly alias?: string | undefined }> {
  try {
    return await account.identity(AbortSignal.timeout(patience));
  } catch (error) {
    if (isUserError(error) || isCancelled(error)) return { accountId: account.target.accountId };
    throw error;
  }
}
