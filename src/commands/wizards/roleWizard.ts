import type { App } from '../../app.ts';
import { accessPolicyName } from '../../aws/accessPolicy.ts';
import type { Account } from '../../aws/account.ts';
import { roleDescriptionProblem, roleNameProblem } from '../../aws/names.ts';
import { policyDocumentProblem } from '../../aws/policyDocument.ts';
import type { RolePlan } from '../flows/makeRole.ts';
import { textAnswer, textsAnswer } from './answer.ts';
import { askInlinePolicy } from './inlinePolicy.ts';
import { prefilled } from './prefilled.ts';
import { type RoleNeedAnswers, roleNeedSteps } from './roleNeedSteps.ts';
import { askManagedPolicies, askRoleName } from './roleQuestions.ts';

type Answers = RolePlan & RoleNeedAnswers;

/** `answers` may hold `name`, `description`, `policies` (ARNs) and `inlinePolicy` (its JSON). */
export async function askRole(
  app: Pick<App, 'prompts' | 'show' | 'workspace'>,
  account: Account,
  answers: Readonly<Record<string, unknown>>,
): Promise<RolePlan> {
  const { roles } = account;
  const known = knownRole(answers);
  const plan = await app.prompts.wizard<Answers>(
    'Create Execution Role',
    prefilled<Answers>([
      {
        when: () => known.name === undefined,
        ask: async (questions, { name }) => ({
          name: await askRoleName(questions, roles, name ?? ''),
        }),
      },
      {
        when: () => known.description === undefined,
        ask: async (questions, { description }) => ({
          description: await questions.input({
            prompt: 'Description (may be empty)',
            value: description ?? '',
            validate: roleDescriptionProblem,
          }),
        }),
      },
      {
        when: () => known.policies === undefined,
        ask: async (questions, { policies }) => ({
          policies: await askManagedPolicies(questions, account, policies),
        }),
      },
      {
        // Complete answers need not say that they want none.
        when: () => known.policies === undefined && known.inlinePolicy === undefined,
        ask: async (questions) => {
          const policy = await askInlinePolicy(questions, app.workspace);
          return policy === 'leastPrivilege'
            ? { byNeeds: true, inlinePolicy: undefined }
            : { byNeeds: false, inlinePolicy: policy };
        },
      },
      ...roleNeedSteps<Answers>(app, account, ({ name }) => name),
    ]),
    known,
  );
  const { name = '', description = '', policies = [], inlinePolicy } = plan;
  return { name, description, policies, inlinePolicy };
}

function knownRole(answers: Readonly<Record<string, unknown>>): Partial<RolePlan> {
  const name = textAnswer(answers, 'name', roleNameProblem);
  const description = textAnswer(answers, 'description', roleDescriptionProblem);
  const policies = textsAnswer(answers, 'policies');
  const document = textAnswer(answers, 'inlinePolicy', policyDocumentProblem);
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(policies === undefined ? {} : { policies }),
    ...(document === undefined ? {} : { inlinePolicy: { name: accessPolicyName, document } }),
  };
}
