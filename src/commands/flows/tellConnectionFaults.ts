import type { App } from '../../app.ts';

/** Says what is wrong with the setting of connections, where the person comes to look for one. */
export function tellConnectionFaults({
  connections,
  show,
}: Pick<App, 'connections' | 'show'>): void {
  const faults = connections.faults();
  if (faults.length === 0) return;
  show.warning(faults.join(' '), {
    title: 'Open Settings',
    command: 'workbench.action.openSettings',
    arguments: ['lambdaBench.connections'],
  });
}
