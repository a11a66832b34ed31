import type { App } from '../app.ts';
import { askConnection } from './wizards/connectionWizard.ts';
import { ownConnection } from './wizards/pickConnection.ts';

/** Asks for all of a connection again, with what it has in the questions. */
export async function editConnection(
  app: Pick<App, 'connections' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const before = await ownConnection(app, target, 'Connection to edit');
  const { definition, secrets } = await askConnection(app, `Edit ${before.name}`, before);
  await app.connections.save(definition, { replaces: before.name, secrets });
  app.show.message(`The connection ${definition.name} was changed.`);
}
