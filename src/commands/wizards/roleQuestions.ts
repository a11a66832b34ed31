import type { Choice, Questions } from '../../app/prompts.ts';
import type { Account } from '../../aws/account.ts';
import { nameInArn, placeIn } from '../../aws/arn.ts';
import { isDenied } from '../../aws/isDenied.ts';
import { roleNameProblem } from '../../aws/names.ts';
import type { ManagedPolicy, Roles } from '../../aws/role.ts';
import { askFreeName } from './freeName.ts';

// Questions of a new role, asked on their own and as a part of creating a function.

export function askRoleName(questions: Questions, roles: Roles, value: string): Promise<string> {
  return askFreeName(questions, {
    prompt: 'Name of the execution role',
    value,
    problem: roleNameProblem,
    taken: async (name) =>
      (await roles.find(name)) && `A role ${name} exists already: choose another name.`,
  });
}

/** Answers the ARNs. */
export function askManagedPolicies(
  questions: Questions,
  account: Account,
  chosen: readonly string[] | undefined,
): Promise<string[]> {
  return questions.pickMany({
    prompt: 'Managed policies: what functions with this role may do',
    choices: policyChoices(account),
    selected: (arn) => (chosen ? chosen.includes(arn) : isBasicExecution(arn)),
  });
}

/** Who may make roles but not list policies is offered what every function needs. */
async function* policyChoices({
  roles,
  target,
}: Account): AsyncGenerator<readonly Choice<string>[]> {
  try {
    for await (const page of roles.managedPolicies()) yield page.map(policyChoice);
  } catch (error) {
    if (!isDenied(error)) throw error;
    const { partition } = placeIn(target.region, undefined);
    const arn = `arn:${partition}:iam::aws${basicExecution}`;
    const description = 'Others cannot be listed: iam:ListPolicies is not allowed.';
    yield [policyChoice({ name: nameInArn(arn), arn, description })];
  }
}

function policyChoice(policy: ManagedPolicy): Choice<string> {
  return { label: policy.name, value: policy.arn, detail: policy.description || undefined };
}

/** Writing logs: what every function needs. */
function isBasicExecution(arn: string): boolean {
  return arn.endsWith(basicExecution);
}

const basicExecution = ':policy/service-role/AWSLambdaBasicExecutionRole';
