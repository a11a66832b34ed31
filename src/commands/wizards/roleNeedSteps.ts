import type { Step } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import { placeIn } from '../../aws/arn.ts';
import type { RolePlan } from '../flows/makeRole.ts';
import { type NeedAnswers, needSteps, policyFor } from './needSteps.ts';
import { reviewPolicy } from './reviewPolicy.ts';

export interface RoleNeedAnswers extends NeedAnswers, Pick<RolePlan, 'inlinePolicy'> {
  /** Whether the inline policy of a new role follows from what the function needs. */
  readonly byNeeds: boolean;
}

/** What the function needs, and the policy that follows from it, which is shown before anything is created. */
export function roleNeedSteps<T extends RoleNeedAnswers>(
  { show }: Pick<App, 'show'>,
  { target }: Pick<Account, 'target'>,
  roleName: (answers: Partial<T>) => string | undefined,
): readonly Step<T>[] {
  const byNeeds = ({ byNeeds: chosen }: Partial<T>) => chosen === true;
  return [
    ...needSteps<T>(placeIn(target.region, target.accountId), byNeeds),
    {
      when: byNeeds,
      ask: async (questions, answers) => {
        const name = `${roleName(answers)}-needs`.slice(-128);
        const document = await reviewPolicy(questions, show, {
          name,
          document: policyFor(answers),
        });
        const policy: Pick<RolePlan, 'inlinePolicy'> = { inlinePolicy: { name, document } };
        // The step knows no more of T than that it has this member.
        return policy as Partial<T>;
      },
    },
  ];
}
