import type { Choice } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { Trigger } from '../../aws/trigger.ts';
import { UserError } from '../../errors.ts';
import { textAnswer } from './answer.ts';
import { functionTarget } from './functionTarget.ts';
import { answersOf, rowOf } from './target.ts';

/** A trigger as it is now, and the name of its function. */
export interface FoundTrigger {
  readonly trigger: Trigger;
  readonly functionName: string;
}

/** The trigger of a row or of `{ uuid }`, else one of a function that is asked for. */
export async function triggerTarget(
  app: Pick<App, 'prompts'>,
  account: Account,
  target: unknown,
  prompt: string,
): Promise<FoundTrigger> {
  const row = rowOf(target);
  const uuid =
    row?.kind === 'trigger' || row?.kind === 'disabledTrigger'
      ? row.trigger.uuid
      : textAnswer(answersOf(target), 'uuid', () => undefined);
  if (uuid !== undefined) return found(await account.triggers.find(uuid), uuid);
  const { name } = await functionTarget(app, account, target, 'Function whose trigger it is');
  const trigger = await app.prompts.pick({ prompt, choices: choices(account, name) });
  return { trigger, functionName: name };
}

function found(trigger: Trigger | undefined, uuid: string): FoundTrigger {
  if (trigger === undefined) {
    throw new UserError(
      `The trigger ${uuid} does not exist any more: somebody else has deleted it. Refresh the row to see those that there are.`,
    );
  }
  return { trigger, functionName: trigger.functionArn.split(':')[6] ?? '' };
}

async function* choices(
  { triggers, functions }: Account,
  name: string,
): AsyncGenerator<readonly Choice<Trigger>[]> {
  let count = 0;
  const names = [name];
  for await (const page of functions.qualifiers(name)) {
    names.push(...page.filter(({ kind }) => kind === 'alias').map((one) => `${name}:${one.name}`));
  }
  for (const one of names) {
    for await (const page of triggers.list(one)) {
      count += page.length;
      yield page.map((trigger) => ({
        label: trigger.source,
        description: trigger.state,
        detail: trigger.lastResult || undefined,
        icon: 'zap',
        value: trigger,
      }));
    }
  }
  if (count === 0) {
    throw new UserError(`The function ${name} has no trigger. Create one first.`, {
      fix: {
        title: 'Create Trigger',
        command: 'lambdaBench.createTrigger',
        arguments: [{ name }],
      },
    });
  }
}
