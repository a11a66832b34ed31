import type { App } from '../../app.ts';

/**
 * On a protected connection, a question before something is changed or run; the answer is never
 * remembered. `doing` goes on after "This will", e.g. `invoke orders:live`. Throws `Cancelled`.
 */
export async function askIfProtected(
  { connection, prompts }: Pick<App, 'connection' | 'prompts'>,
  doing: string,
  action: string,
): Promise<void> {
  if (!connection.protected) return;
  const { target } = await connection.account();
  const account = target.accountId ?? 'an account that is not known yet';
  await prompts.confirm({
    message: `The connection ${connection.name} is protected. This will ${doing} in ${account} · ${target.region}.`,
    action,
  });
}
