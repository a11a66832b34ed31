import type { App } from '../app.ts';
import { ownConnection } from './wizards/pickConnection.ts';

/** Takes a connection out of the person's settings, and its secrets out of the secret storage. */
export async function removeConnection(
  app: Pick<App, 'connections' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const { name } = await ownConnection(app, target, 'Connection to remove');
  await app.prompts.confirm({
    message: `Remove the connection ${name}?`,
    detail:
      'What is stored of its keys and tokens goes with it. Nothing changes in the account, nor in your AWS files.',
    action: 'Remove Connection',
  });
  await app.connections.remove(name);
  app.show.message(`The connection ${name} was removed.`);
}
