import type { App } from '../app.ts';
import { consoleUrl } from '../aws/consoleUrl.ts';
import { UserError } from '../errors.ts';
import { resourceTarget } from './wizards/resourceTarget.ts';

/** Opens the page of a function or a role in the AWS console. */
export async function openConsole(
  app: Pick<App, 'connection' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const { connection, endpoint } = (await app.connection.account()).target;
  if (endpoint !== undefined) {
    throw new UserError(
      `The connection ${connection} has no AWS console: its functions and roles are not in AWS but behind ${endpoint}. The views of Lambda Bench show them.`,
    );
  }
  const { name, arn } = await resourceTarget(
    app,
    target,
    'Function or role to open in the console',
  );
  const url = consoleUrl(arn);
  if (url === undefined) {
    throw new UserError(
      `The console page of ${name} is not known: the partition of ${arn} has no console on the public internet. Open the console by hand.`,
    );
  }
  await app.show.url(url);
}
