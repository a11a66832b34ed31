import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import { UserError } from '../../errors.ts';

/** The account of the connection for which everything was asked; another one is refused. */
export async function accountOf(
  { connection }: Pick<App, 'connection'>,
  name: string,
): Promise<Account> {
  const account = await connection.account();
  if (account.target.connection === name) return account;
  throw new UserError(
    `The connection was changed from ${name} to ${account.target.connection} meanwhile, so nothing was sent. Try again.`,
  );
}
