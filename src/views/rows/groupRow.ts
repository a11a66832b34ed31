import type { GroupKind } from '../../app/row.ts';
import type { Drawn } from './drawn.ts';

/** What stands below a function, thing by thing. Nothing of it is fetched before it is expanded. */
export function groupRow(kind: GroupKind): Drawn {
  return groups[kind];
}

const groups: Readonly<Record<GroupKind, Drawn>> = {
  // The files of the workspace cost no request.
  payloads: { label: 'Payload Files', icon: 'files', below: 'expanded' },
  configuration: { label: 'Configuration', icon: 'settings-gear', below: 'collapsed' },
  versions: { label: 'Versions and Aliases', icon: 'versions', below: 'collapsed' },
  permissions: { label: 'Permissions', icon: 'unlock', below: 'collapsed' },
  triggers: { label: 'Triggers', icon: 'zap', below: 'collapsed' },
  url: { label: 'Function URL', icon: 'globe', below: 'collapsed' },
  environment: { label: 'Environment Variables', icon: 'symbol-variable', below: 'collapsed' },
  tags: { label: 'Tags', icon: 'tag', below: 'collapsed' },
};
