import type { App } from '../app.ts';
import { followLog } from './flows/followLog.ts';
import { pickFunctionName } from './wizards/pickFunction.ts';
import { functionOfRow } from './wizards/target.ts';

/** Follows what a function logs from now on, whoever invokes it. */
export async function tailLogs(
  app: Pick<App, 'connection' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const name =
    functionOfRow(target)?.name ??
    (await pickFunctionName(app.prompts, account, 'Function whose log is followed')).functionName;
  const since = Date.now();
  const group = await account.functions.logGroup(name);
  const heading = `what ${name} logs from now on, in ${group}`;
  await followLog(app, { name: `${name}.log`, heading, follow: true }, (signal) =>
    account.logs.follow(group, since, signal),
  );
}
