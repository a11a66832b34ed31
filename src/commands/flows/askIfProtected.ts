import type { App } from '../../app.ts';

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

async function where({ connection }: Asker): Promise<string> {
  const { target } = await connection.account();
  return `${target.accountId ?? 'an account that is not known yet'} · ${target.region}`;
}
