import type { App } from '../app.ts';
import { placeOf } from '../aws/arn.ts';
import { policyNameProblem } from '../aws/names.ts';
import { askIfProtected } from './flows/askIfProtected.ts';
import { refreshRole } from './flows/refreshChanged.ts';
import { type NeedAnswers, needSteps, policyFor } from './wizards/needSteps.ts';
import { prefilled } from './wizards/prefilled.ts';
import { reviewPolicy } from './wizards/reviewPolicy.ts';
import { roleTarget } from './wizards/roleTarget.ts';

interface Answers extends NeedAnswers {
  readonly name: string;
  readonly document: string;
}

/** Puts one more inline policy on a role: what a function needs, and nothing else, shown first. */
export async function addInlinePolicy(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const role = await roleTarget(app, account, target, 'Role that gets an inline policy');
  const { inline } = await account.roles.policies(role.name);
  const place = placeOf(role.arn, account.target.region);
  const { name = '', document = '' } = await app.prompts.wizard<Answers>(
    'Add Inline Policy',
    prefilled<Answers>([
      ...needSteps<Answers>(place, () => true),
      {
        ask: async (questions, answers) => ({
          name: await questions.input({
            prompt: `Name of the inline policy of ${role.name}`,
            value: answers.name ?? `${answers.services?.[0] ?? 'needs'}-access`,
            validate: (text) =>
              policyNameProblem(text) ??
              (inline.includes(text)
                ? `The role has an inline policy ${text} already.`
                : undefined),
          }),
        }),
      },
      {
        ask: async (questions, answers) => ({
          document: await reviewPolicy(questions, app.show, {
            name: answers.name ?? '',
            document: policyFor(answers),
          }),
        }),
      },
    ]),
  );
  await askIfProtected(app, `put ${name} on role ${role.name}`, 'Add Policy');
  await app.progress.run(`Putting ${name} on role ${role.name}`, ({ signal }) =>
    account.roles.putInlinePolicy(role.name, name, document, signal),
  );
  app.show.message(`Role ${role.name} has the inline policy ${name} now.`);
  await refreshRole(app, target, role.name);
}
