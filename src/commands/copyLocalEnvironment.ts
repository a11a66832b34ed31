import type { App } from '../app.ts';
import { shellCommands } from './flows/shellEnvironment.ts';

/** Copies what makes the AWS CLI and other tools of a terminal use the local account. */
export async function copyLocalEnvironment(
  app: Pick<App, 'clipboard' | 'local' | 'shell' | 'show'>,
): Promise<void> {
  const set = await app.local.environment();
  const unset = ['AWS_PROFILE', 'AWS_SESSION_TOKEN'];
  await app.clipboard.write(shellCommands(app.shell(), { set, unset }));
  app.show.message(
    `Copied: pasted into a terminal, it makes AWS tools use the local account at ${set['AWS_ENDPOINT_URL']}, for as long as this window is open.`,
  );
}
