import type { ConnectionKind, KnownConnection } from '../../app/connection.ts';
import type { Choice } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import type { ConnectionDefinition } from '../../aws/connections/definition.ts';
import { UserError } from '../../errors.ts';
import { whereText } from '../../whereText.ts';

/** A connection of the person's own: the target's (its name, or `{ name }`), else one that is asked for. */
export async function ownConnection(
  { connections, prompts }: Pick<App, 'connections' | 'prompts'>,
  target: unknown,
  prompt: string,
): Promise<ConnectionDefinition> {
  const own = connections.list().flatMap((each) => {
    const { definition } = each;
    return definition ? [{ ...connectionChoice(each), value: definition }] : [];
  });
  const name = connectionNamed(target);
  if (name !== undefined) {
    const found = own.find(({ value }) => value.name === name);
    if (found) return found.value;
    throw name === 'local' ? ofLocal() : noConnection(name);
  }
  if (own.length === 0) throw noConnections();
  return prompts.pick({ prompt, choices: own });
}

/** From a name or `{ name }`. */
export function connectionNamed(target: unknown): string | undefined {
  const name: unknown = typeof target === 'string' ? target : Object(target).name;
  return typeof name === 'string' ? name : undefined;
}

export function connectionChoice(connection: KnownConnection): Choice<string> {
  const { name, selected, needsSignIn, known, definition } = connection;
  const where = whereText(known);
  return {
    label: name,
    description: [selected && 'selected', where, needsSignIn && 'signed out']
      .filter(Boolean)
      .join(' · '),
    detail: inWords(connection),
    icon: definition?.protected ? 'shield' : (icons[connection.kind] ?? 'plug'),
    value: name,
  };
}

export function noConnection(name: string): UserError {
  return new UserError(`There is no connection ${name}. Add it, or select another one.`, {
    fix: { title: 'Add Connection', command: 'lambdaBench.addConnection' },
  });
}

function inWords({ definition }: KnownConnection): string {
  if (!definition) return 'Runs functions on this machine.';
  const { credentials, assumeRole, endpoint } = definition;
  return [
    sourceInWords(credentials),
    assumeRole && `role ${assumeRole.roleArn.split('/').at(-1)}`,
    endpoint?.url,
    definition.protected && 'protected',
  ]
    .filter(Boolean)
    .join(' · ');
}

function sourceInWords(credentials: ConnectionDefinition['credentials']): string {
  switch (credentials.kind) {
    case 'profile':
      return `profile ${credentials.profile}`;
    case 'environment':
      return 'environment variables';
    case 'default':
      return 'default chain';
    case 'cognito':
      return `identity pool ${credentials.identityPoolId}, ${credentials.provider ?? 'guest'}`;
    case 'accessKeys':
      return 'access keys';
  }
}

const icons: Partial<Readonly<Record<ConnectionKind, string>>> = {
  local: 'device-desktop',
  profile: 'account',
  cognito: 'organization',
  accessKeys: 'key',
};

function noConnections(): UserError {
  return new UserError(
    'You have no connection beside the built-in one, which is as it is. Add one first.',
    { fix: { title: 'Add Connection', command: 'lambdaBench.addConnection' } },
  );
}

function ofLocal(): UserError {
  return new UserError(
    'The local connection is built in: it needs no sign-in and cannot be edited or removed. Its settings begin with lambdaBench.local.',
    {
      fix: {
        title: 'Open Settings',
        command: 'workbench.action.openSettings',
        arguments: ['lambdaBench.local'],
      },
    },
  );
}
