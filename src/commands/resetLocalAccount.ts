import type { App } from '../app.ts';
import { forgetSourcesOf } from './flows/sources.ts';

/** Empties the local account, after a question. */
export async function resetLocalAccount(
  app: Pick<App, 'local' | 'prompts' | 'show' | 'state'>,
): Promise<void> {
  await app.prompts.confirm({
    message: 'Empty the local account?',
    detail:
      'Every function and role of the local connection is removed, and what is running there ends. Your files stay as they are.',
    action: 'Empty It',
  });
  await app.local.reset();
  // A later function of the same name must not be updated from the source of one that is gone.
  await forgetSourcesOf(app.state, 'local');
  await Promise.all([app.show.functions(), app.show.roles()]);
  app.show.message('The local account is empty.');
}
