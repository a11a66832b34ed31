import type { Step } from '../../app/prompts.ts';
import type { App } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { FunctionAnswers } from './functionAnswers.ts';
import { askFunctionRole } from './functionRole.ts';
import type { KnownFunction } from './knownFunction.ts';
import { roleNeedSteps } from './roleNeedSteps.ts';
import { askManagedPolicies, askRoleName } from './roleQuestions.ts';

/** A role that is there, or a new one made on the spot. */
export function functionRoleSteps(
  app: Pick<App, 'show'>,
  account: Account,
  known: KnownFunction,
): readonly Step<FunctionAnswers>[] {
  return [
    {
      when: () => known.role === undefined && known.roleName === undefined,
      ask: async (questions) => {
        const role = await askFunctionRole(questions, account);
        if (typeof role !== 'string') return { role, needsRole: false, byNeeds: false };
        return { role: undefined, needsRole: true, byNeeds: role === 'newByNeeds' };
      },
    },
    {
      when: ({ needsRole }) => needsRole === true,
      ask: async (questions, { name, roleName }) => ({
        roleName: await askRoleName(
          questions,
          account.roles,
          roleName ?? `${name}-role`.slice(-64),
        ),
      }),
    },
    {
      when: ({ needsRole }) =>
        known.policies === undefined && (needsRole === true || known.roleName !== undefined),
      ask: async (questions, { policies }) => ({
        policies: await askManagedPolicies(questions, account, policies),
      }),
    },
    ...roleNeedSteps<FunctionAnswers>(app, account, ({ roleName }) => roleName),
  ];
}
