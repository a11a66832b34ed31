import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { noConnection } from './wizards/pickConnection.ts';
import { askRegion } from './wizards/regionQuestion.ts';

/** Uses the selected connection in another region, in this workspace; its definition stays. */
export async function changeRegion(
  app: Pick<App, 'connection' | 'connections' | 'prompts'>,
): Promise<void> {
  const { name, kind } = app.connection;
  if (kind === 'local') throw localRegion();
  const selected = app.connections.list().find((each) => each.selected);
  if (!selected?.definition) throw noConnection(name);
  const { region } = selected.definition;
  const own = region === undefined ? "The connection's own" : `The connection's own: ${region}`;
  const active = app.connection.known().region;
  await app.connections.changeRegion(
    await askRegion(app.prompts, `Region of ${name} in this workspace`, { own, active }),
  );
}

function localRegion(): UserError {
  return new UserError(
    'The local account says that it is in the region of the setting lambdaBench.local.region. Change it there.',
    {
      fix: {
        title: 'Open Settings',
        command: 'workbench.action.openSettings',
        arguments: ['lambdaBench.local.region'],
      },
    },
  );
}
