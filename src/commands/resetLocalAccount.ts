import type { App } from '../app.ts';

/** Empties the local account, after a question. */
export async function resetLocalAccount(
  app: Pick<App, 'prompts' | 'show' | 'connection'>,
): Promise<void> {
  await app.prompts.confirm({
    message: 'Empty the local account?',
    detail:
      'Every function and role of the local connection is removed, and what is running there ends. Your files stay as they are.',
    action: 'Empty It',
  });
  await app.connection.reset();
  await Promise.all([app.show.functions(), app.show.roles()]);
  app.show.message('The local account is empty.');
}
