import type { App } from '../../app.ts';
import { triggerTarget } from '../wizards/triggerTarget.ts';
import { askIfProtected } from './askIfProtected.ts';
import { refreshChanged } from './refreshChanged.ts';

/** Enables or disables an event source mapping. */
export async function switchTrigger(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target: unknown,
  enabled: boolean,
): Promise<void> {
  const account = await app.connection.account();
  const verb = enabled ? 'enable' : 'disable';
  const { trigger, functionName } = await triggerTarget(app, account, target, `Trigger to ${verb}`);
  const what = `trigger ${trigger.source} of ${functionName}`;
  await askIfProtected(app, `${verb} the ${what}`, enabled ? 'Enable Trigger' : 'Disable Trigger');
  const { state } = await app.progress.run(
    `${enabled ? 'Enabling' : 'Disabling'} ${what}`,
    ({ signal }) => account.triggers.setEnabled(trigger.uuid, enabled, signal),
  );
  app.show.message(`The ${what} is ${state.toLowerCase()}.`);
  await refreshChanged(app, target, functionName);
}
