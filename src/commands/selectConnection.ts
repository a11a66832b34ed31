import type { Choice } from '../app/prompts.ts';
import type { App } from '../app.ts';
import { isUserError } from '../errors.ts';
import { addConnection } from './addConnection.ts';
import { tellConnectionFaults } from './flows/tellConnectionFaults.ts';
import { freeName } from './wizards/connectionWizard.ts';
import { connectionChoice, connectionNamed, noConnection } from './wizards/pickConnection.ts';
import { profileChoice } from './wizards/profileChoice.ts';

/** Selects a connection for this workspace: the target's (its name, or `{ name }`), or one that is asked for. */
export async function selectConnection(
  app: Pick<App, 'connection' | 'connections' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const named = connectionNamed(target);
  if (named !== undefined) {
    if (!app.connections.list().some(({ name }) => name === named)) throw noConnection(named);
    await app.connections.select(named);
    return;
  }
  tellConnectionFaults(app);
  const choose = await app.prompts.pick({
    prompt: 'Which connection do commands and views use in this workspace?',
    choices: choices(app),
  });
  await choose();
}

type Choose = () => Promise<void>;

/** The connections at once; profiles as soon as the files are read. None of it is asked of a network. */
async function* choices(
  app: Pick<App, 'connections' | 'prompts' | 'show'>,
): AsyncGenerator<readonly Choice<Choose>[]> {
  const { connections } = app;
  const known = connections.list();
  yield [
    ...known.map((each) => ({
      ...connectionChoice(each),
      group: 'Connections',
      value: () => connections.select(each.name),
    })),
    {
      label: 'Add Connection…',
      icon: 'add',
      group: 'Connections',
      value: () => addConnection(app),
    },
  ];
  const taken = new Set(known.flatMap(({ definition }) => profileOf(definition)));
  yield (await profilesIfReadable(connections))
    .filter(({ name }) => !taken.has(name))
    .map((profile) => ({
      ...profileChoice(profile),
      group: 'Profiles that are no connection yet',
      value: () => addProfile(connections, profile.name),
    }));
}

/** Profiles that already are a connection as they stand. */
function profileOf(definition: Definition): string[] {
  if (definition?.credentials.kind !== 'profile') return [];
  return definition.assumeRole || definition.endpoint ? [] : [definition.credentials.profile];
}

type Definition = ReturnType<App['connections']['list']>[number]['definition'];

async function addProfile(connections: App['connections'], profile: string): Promise<void> {
  const name = freeName({ connections }, profile);
  await connections.save({ name, credentials: { kind: 'profile', profile } });
  await connections.select(name);
}

/** Whoever has no config file to read still has the other connections. */
async function profilesIfReadable(
  connections: App['connections'],
): ReturnType<App['connections']['profiles']> {
  try {
    return await connections.profiles();
  } catch (error) {
    if (isUserError(error)) return [];
    throw error;
  }
}
