import type { Choice } from '../app/prompts.ts';
import type { App } from '../app.ts';
import type { Account } from '../aws/account.ts';
import { nameInArn, parseArn } from '../aws/arn.ts';
import { askIfProtected } from './flows/askIfProtected.ts';
import { refreshRole } from './flows/refreshChanged.ts';
import { textsAnswer } from './wizards/answer.ts';
import { roleTarget } from './wizards/roleTarget.ts';
import { answersOf } from './wizards/target.ts';

/** Attaches managed policies to a role, the account's own and AWS'. Answers in advance: `{ name, policies }`, ARNs. */
export async function attachPolicy(
  app: Pick<App, 'connection' | 'progress' | 'prompts' | 'show'>,
  target?: unknown,
): Promise<void> {
  const account = await app.connection.account();
  const { name } = await roleTarget(app, account, target, 'Role that gets managed policies');
  const arns =
    textsAnswer(answersOf(target), 'policies', policiesProblem) ??
    (await app.prompts.pickMany({
      prompt: `Managed policies to attach to ${name}`,
      choices: choices(account, name),
      validate: policiesProblem,
    }));
  await askIfProtected(app, `attach ${arns.map(nameInArn).join(', ')} to ${name}`, 'Attach Policy');
  await app.progress.run(`Attaching policies to ${name}`, async ({ signal, report }) => {
    for (const arn of arns) {
      report(nameInArn(arn));
      await account.roles.attachPolicy(name, arn, signal);
    }
  });
  app.show.message(`Role ${name} has ${arns.map(nameInArn).join(', ')} now.`);
  await refreshRole(app, target, name);
}

function policiesProblem(arns: readonly string[]): string | undefined {
  if (arns.length === 0) return 'Choose at least one policy.';
  const wrong = arns.find((arn) => parseArn(arn)?.service !== 'iam');
  return wrong && `${wrong} is no ARN of a policy.`;
}

async function* choices(
  { policies, roles }: Account,
  role: string,
): AsyncGenerator<readonly Choice<string>[]> {
  const attached = new Set((await roles.policies(role)).attached.map(({ arn }) => arn));
  const listings = [
    ['Policies of this account', policies.customer()],
    ['Policies managed by AWS', roles.managedPolicies()],
  ] as const;
  for (const [group, pages] of listings) {
    for await (const page of pages) {
      yield page
        .filter(({ arn }) => !attached.has(arn))
        .map(({ name, arn, description }) => ({
          label: name,
          detail: description || undefined,
          icon: 'library',
          group,
          value: arn,
        }));
    }
  }
}
