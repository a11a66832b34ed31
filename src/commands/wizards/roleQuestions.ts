import type { Choice, Questions } from '../../app/prompts.ts';
import type { ManagedPolicy, Roles } from '../../aws/account.ts';
import { roleNameProblem } from '../../aws/names.ts';
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
  roles: Roles,
  chosen: readonly string[] | undefined,
): Promise<string[]> {
  return questions.pickMany({
    prompt: 'Managed policies: what functions with this role may do',
    choices: policyChoices(roles),
    selected: (arn) => (chosen ? chosen.includes(arn) : isBasicExecution(arn)),
  });
}

async function* policyChoices(roles: Roles): AsyncGenerator<readonly Choice<string>[]> {
  for await (const page of roles.managedPolicies()) yield page.map(policyChoice);
}

function policyChoice(policy: ManagedPolicy): Choice<string> {
  return { label: policy.name, value: policy.arn, detail: policy.description || undefined };
}

/** Writing logs: what every function needs. */
function isBasicExecution(arn: string): boolean {
  return arn.endsWith(':policy/service-role/AWSLambdaBasicExecutionRole');
}
