import type { Row } from '../../app/row.ts';
import type { Drawn } from './drawn.ts';

export function qualifierRow({
  kind,
  qualifier: { name, description },
}: Extract<Row, { kind: 'alias' | 'version' }>): Drawn {
  return {
    label: kind === 'alias' ? name : `Version ${name}`,
    description,
    tooltip: `${kind === 'alias' ? 'Alias' : 'Version'} ${name}${description && `\n${description}`}`,
    icon: kind === 'alias' ? 'bookmark' : 'git-commit',
    spoken: `${kind === 'alias' ? 'Alias' : 'Version'} ${name}${description && `, ${description}`}`,
  };
}
