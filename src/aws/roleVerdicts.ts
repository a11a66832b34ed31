import type { Account } from './account.ts';
import type { Verdict } from './policy.ts';
import { decide, type NamedPolicy } from './policyDecision.ts';

export interface RoleVerdicts {
  /** One for each action and resource. */
  readonly verdicts: readonly Verdict[];
  /** Whether IAM was asked, or the role's policies were read here. */
  readonly by: 'simulation' | 'policies';
}

/** What a role may do: by SimulatePrincipalPolicy where that is served, else by reading its policies. */
export async function roleVerdicts(
  { policies, roles }: Pick<Account, 'policies' | 'roles'>,
  role: { readonly name: string; readonly arn: string },
  actions: readonly string[],
  resources: readonly string[],
  signal?: AbortSignal,
): Promise<RoleVerdicts> {
  const simulated = await policies.simulate(role.arn, actions, resources, signal);
  if (simulated) return { verdicts: simulated, by: 'simulation' };
  const { attached, inline } = await roles.policies(role.name, signal);
  const named: NamedPolicy[] = [];
  for (const { name, arn } of attached) {
    named.push({ name, document: (await policies.managed(arn, signal)).document });
  }
  for (const name of inline) {
    named.push({ name, document: (await policies.inline(role.name, name, signal)) ?? '' });
  }
  const verdicts = actions.flatMap((action) =>
    resources.map((resource) => decide(named, action, resource)),
  );
  return { verdicts, by: 'policies' };
}
