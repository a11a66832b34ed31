import type { Account } from './account.ts';
import type { AllowedActions } from './allowedActions.ts';
import { nameInArn } from './arn.ts';
import { roleVerdicts } from './roleVerdicts.ts';
import { sourceOfArn } from './triggerSource.ts';

/** What a function's role must be allowed, so that Lambda can read the source for it. */
export function neededFor(source: string): readonly AllowedActions[] {
  const { onSource, onAll } = sourceOfArn(source)?.needs ?? { onSource: [], onAll: [] };
  return [
    { actions: onSource, resources: [source] },
    { actions: onAll, resources: ['*'] },
  ].filter(({ actions }) => actions.length > 0);
}

/** What of it the role may not do yet. */
export async function missingActions(
  account: Pick<Account, 'policies' | 'roles'>,
  roleArn: string,
  needed: readonly AllowedActions[],
  signal?: AbortSignal,
): Promise<readonly AllowedActions[]> {
  const role = { name: nameInArn(roleArn), arn: roleArn };
  const missing: AllowedActions[] = [];
  for (const { actions, resources } of needed) {
    const { verdicts } = await roleVerdicts(account, role, actions, resources, signal);
    const refused = verdicts.filter(({ decision }) => decision !== 'allowed');
    if (refused.length > 0)
      missing.push({ actions: refused.map(({ action }) => action), resources });
  }
  return missing;
}

/** E.g. `sqs:ReceiveMessage, sqs:DeleteMessage`. */
export function actionsInWords(missing: readonly AllowedActions[]): string {
  return missing.flatMap(({ actions }) => actions).join(', ');
}
