import type { App } from '../app.ts';
import { sourceOfArn } from '../aws/triggerSource.ts';
import { confirmChange } from './flows/askIfProtected.ts';
import { refreshChanged } from './flows/refreshChanged.ts';
import { triggerTarget } from './wizards/triggerTarget.ts';

/** Deletes an event source mapping: the row's, that of `{ uuid }`, or one that is asked for. */
export async function deleteTrigger(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { trigger, functionName } = await triggerTarget(app, account, target, 'Trigger to delete');
  const { source, uuid } = trigger;
  const streams = (sourceOfArn(source)?.startingPositions.length ?? 0) > 0;
  await confirmChange(app, {
    message: `Delete the trigger ${source} of ${functionName}?`,
    detail: `Lambda stops reading ${source} for the function. ${
      streams
        ? 'Where it stood is forgotten: a new trigger starts at the position that is chosen then. To stop for a while, disable it.'
        : 'What is in the queue stays there. To stop for a while, disable it.'
    }`,
    action: 'Delete Trigger',
  });
  await app.progress.run(`Deleting the trigger ${source}`, ({ signal }) =>
    account.triggers.delete(uuid, signal),
  );
  app.show.message(`The trigger ${source} of ${functionName} was deleted.`);
  await refreshChanged(app, target, functionName);
}
