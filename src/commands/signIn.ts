import type { Secrets } from '../app/connection.ts';
import type { App } from '../app.ts';
import type { ConnectionDefinition } from '../aws/connections/definition.ts';
import { connectionNamed, ownConnection } from './wizards/pickConnection.ts';
import { askAccessKeys, askLoginToken } from './wizards/secretQuestions.ts';

/** Renews what a connection's credentials come from: the target's connection, or the selected one. */
export async function signIn(
  app: Pick<App, 'connection' | 'connections' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const name = connectionNamed(target) ?? app.connection.name;
  const definition = await ownConnection(app, name, 'Connection to sign in to');
  const secrets = await askSecrets(app, definition);
  if (secrets) await app.connections.save(definition, { secrets });
  else {
    await app.progress.run(`Signing in to ${name}`, ({ signal }) =>
      app.connections.signIn(name, signal),
    );
  }
  app.show.message(`Signed in to ${name}.`);
}

/** For credentials that a person enters; undefined for those that come from elsewhere. */
async function askSecrets(
  { connections, prompts }: Pick<App, 'connections' | 'prompts'>,
  { name, credentials }: ConnectionDefinition,
): Promise<Secrets | undefined> {
  if (credentials.kind === 'accessKeys') {
    // All of it anew: that is why the person is here.
    const { accessKeyId } = await connections.secrets(name);
    return askAccessKeys(prompts, name, accessKeyId === undefined ? {} : { accessKeyId });
  }
  if (credentials.kind === 'cognito' && credentials.provider !== undefined) {
    return askLoginToken(prompts, credentials.provider, {});
  }
  return undefined;
}
