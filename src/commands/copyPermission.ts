import type { App } from '../app.ts';
import { UserError } from '../errors.ts';
import { answersOf } from './wizards/target.ts';

/** Copies a permission that was missing as a statement of a policy, for whoever may give it. */
export async function copyPermission(
  { clipboard, show }: Pick<App, 'clipboard' | 'show'>,
  target?: unknown,
): Promise<void> {
  const { action, resource } = answersOf(target);
  if (typeof action !== 'string' || typeof resource !== 'string') {
    throw new UserError(
      'No permission was named. This command is offered by the message that says which one is missing.',
    );
  }
  const statement = { Effect: 'Allow', Action: action, Resource: resource };
  await clipboard.write(`${JSON.stringify(statement, null, 2)}\n`);
  show.message(`Copied a policy statement that allows ${action} on ${resource}.`);
}
