import type { App } from '../app.ts';
import { tellConnectionFaults } from './flows/tellConnectionFaults.ts';
import { askConnection } from './wizards/connectionWizard.ts';

/** Asks for a new connection, writes it to the person's settings and selects it. */
export async function addConnection(
  app: Pick<App, 'connections' | 'prompts' | 'show'>,
): Promise<void> {
  tellConnectionFaults(app);
  const { definition, secrets } = await askConnection(app, 'Add Connection');
  await app.connections.save(definition, { secrets });
  await app.connections.select(definition.name);
  app.show.message(`The connection ${definition.name} was added and is selected here.`);
}
