import type { App } from '../app.ts';
import { connectionNameProblem } from '../aws/connections/names.ts';
import { freeName } from './wizards/connectionWizard.ts';
import { ownConnection } from './wizards/pickConnection.ts';

/** Makes a second connection like one that is there, its secrets too, under another name. */
export async function duplicateConnection(
  app: Pick<App, 'connections' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const original = await ownConnection(app, target, 'Connection to duplicate');
  const names = app.connections.list().map((each) => each.name);
  const name = await app.prompts.input({
    prompt: `Name of the connection like ${original.name}`,
    value: freeName(app, original.name),
    validate: (text) =>
      connectionNameProblem(text) ??
      (names.includes(text) ? `There is a connection ${text} already.` : undefined),
  });
  const secrets = await app.connections.secrets(original.name);
  await app.connections.save({ ...original, name }, { secrets });
  app.show.message(`The connection ${name} is a copy of ${original.name}.`, {
    title: 'Edit It',
    command: 'lambdaBench.editConnection',
    arguments: [name],
  });
}
