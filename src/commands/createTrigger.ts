import type { App } from '../app.ts';
import type { Account } from '../aws/account.ts';
import type { AllowedActions } from '../aws/allowedActions.ts';
import { nameInArn } from '../aws/arn.ts';
import { actionsInWords, missingActions, neededFor } from '../aws/missingActions.ts';
import type { NewTrigger } from '../aws/trigger.ts';
import { isUserError } from '../errors.ts';
import { planAllowed, putAllowed } from './flows/allowActions.ts';
import { askIfProtected } from './flows/askIfProtected.ts';
import { refreshChanged } from './flows/refreshChanged.ts';
import { functionTarget } from './wizards/functionTarget.ts';
import { qualifierOf } from './wizards/permissionTarget.ts';
import { askTrigger } from './wizards/triggerWizard.ts';

/**
 * Creates an event source mapping for a function or one of its aliases or versions. What its role lacks
 * to read the source is named, and allowed first when that is wanted. See `askTrigger`.
 */
export async function createTrigger(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const summary = await functionTarget(app, account, target, 'Function that is triggered');
  const settings = await askTrigger(app, account, summary, target);
  const { name: functionName, role: roleArn } = summary;
  const trigger: NewTrigger = { ...settings, functionName, qualifier: qualifierOf(target) };
  const role = nameInArn(roleArn);
  const lacking = await app.progress.run(`Reading the policies of ${role}`, ({ signal }) =>
    lackingFor(account, roleArn, trigger, signal),
  );
  const allows = lacking.length > 0 && (await askToAllow(app, role, lacking));
  const what = `trigger ${trigger.source ?? trigger.servers?.join(', ')} of ${functionName}`;
  const first = allows ? `allow role ${role} ${actionsInWords(lacking)} and ` : '';
  await askIfProtected(app, `${first}create the ${what}`, 'Create Trigger');
  const { state } = await app.progress.run(`Creating the ${what}`, async ({ signal, report }) => {
    if (allows) {
      report(`allowing role ${role} to read the source`);
      await putAllowed(account, await planAllowed(account, role, lacking, signal), signal);
    }
    report('creating the event source mapping');
    const onWait = (milliseconds: number) =>
      report(`waiting ${Math.round(milliseconds / 1000)} s until the permissions are known`);
    return account.triggers.create(trigger, { onWait, signal });
  });
  app.show.message(`The ${what} was created: ${state.toLowerCase()}.`);
  await refreshChanged(app, target, functionName);
}

/** Who may make triggers but not read roles goes on: Lambda itself refuses what the role may not. */
async function lackingFor(
  account: Account,
  role: string,
  { source, access }: NewTrigger,
  signal: AbortSignal,
): Promise<readonly AllowedActions[]> {
  const secret = { actions: ['secretsmanager:GetSecretValue'], resources: [access?.uri ?? ''] };
  const needed = [...neededFor(source ?? ''), ...(access ? [secret] : [])];
  try {
    return await missingActions(account, role, needed, signal);
  } catch (error) {
    if (isUserError(error)) return [];
    throw error;
  }
}

function askToAllow(
  { prompts }: Pick<App, 'prompts'>,
  role: string,
  lacking: readonly AllowedActions[],
): Promise<boolean> {
  const resources = lacking.flatMap((each) => each.resources).join(', ');
  return prompts.pick({
    prompt: `Role ${role} may not read the source yet`,
    choices: [
      {
        label: `Allow it to role ${role}, then create the trigger`,
        detail: `${actionsInWords(lacking)} on ${resources}`,
        icon: 'shield',
        value: true,
      },
      {
        label: 'Create the trigger only',
        detail: 'Lambda may refuse it, or read nothing.',
        icon: 'warning',
        value: false,
      },
    ],
  });
}
