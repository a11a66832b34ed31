import type { App } from '../app.ts';
import { connectionNamed, ownConnection } from './wizards/pickConnection.ts';

/** Forgets the session of a connection and what is stored of its secrets: the target's, or the selected one. */
export async function signOut(
  app: Pick<App, 'connection' | 'connections' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const name = connectionNamed(target) ?? app.connection.name;
  const definition = await ownConnection(app, name, 'Connection to sign out of');
  const { kind } = definition.credentials;
  if (kind === 'accessKeys' || kind === 'cognito') {
    await app.connections.save(definition, { secrets: {} });
  } else await app.connections.signOut(name);
  app.show.message(`Signed out of ${name}.`, {
    title: 'Sign In',
    command: 'lambdaBench.signIn',
    arguments: [name],
  });
}
