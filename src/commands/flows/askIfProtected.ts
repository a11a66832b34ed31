import type { App } from '../../app.ts';
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

/** For what is asked for on every connection: the same one question says where, with a warning on a protected one. */
export async function confirmChange(
  app: Asker,
  { message, detail = '', action }: Parameters<App['prompts']['confirm']>[0],
): Promise<void> {
  const { name, protected: isProtected } = app.connection;
  const place = await where(app);
  if (isProtected) {
    const warning = `The connection ${name} is protected: this is done in ${place}.`;
    await app.prompts.confirm({ message: `${message} ${warning}`, detail, action });
    return;
  }
  const said = message.includes(place) ? '' : `This is done on ${name} · ${place}.`;
  await app.prompts.confirm({ message, detail: [detail, said].filter(Boolean).join(' '), action });
}

/** Account and region of the selected connection, e.g. `123456789012 (acme) · eu-west-1`. */
export async function where({ connection }: Pick<App, 'connection'>): Promise<string> {
  const account = await connection.account();
  await connection.identify(account);
  const { accountId = 'an account that is not known', alias } = connection.known();
  return whereText({ accountId, alias, region: account.target.region });
}
