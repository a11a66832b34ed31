import type { Row } from '../../app/row.ts';
import { permissionInWords } from '../../aws/permissionInWords.ts';
import type { Drawn } from './drawn.ts';

export function permissionRow({ permission }: Extract<Row, { kind: 'permission' }>): Drawn {
  const { who, when } = permissionInWords(permission);
  const description = when || 'without a condition';
  return {
    label: who,
    description,
    tooltip: [
      who,
      description,
      '',
      `Statement: ${permission.sid}`,
      `Effect: ${permission.effect}`,
      `Principal: ${permission.principals.join(', ')}`,
      `Action: ${permission.actions.join(', ')}`,
      ...permission.conditions.map(
        ({ operator, key, values }) => `Condition: ${key} ${operator} ${values.join(', ')}`,
      ),
    ].join('\n'),
    icon: permission.effect === 'Deny' ? 'circle-slash' : 'unlock',
    spoken: `Permission: ${who}, ${description}`,
  };
}

export function qualifierPermissionsRow({
  qualifier: { kind, name, description },
}: Extract<Row, { kind: 'qualifierPermissions' }>): Drawn {
  const label = kind === 'alias' ? name : `Version ${name}`;
  return {
    label,
    description,
    tooltip: `Who may invoke ${label}: its resource policy is its own.`,
    icon: kind === 'alias' ? 'bookmark' : 'git-commit',
    below: 'collapsed',
    spoken: `Permissions of ${kind} ${name}`,
  };
}
