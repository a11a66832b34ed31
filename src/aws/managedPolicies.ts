import { type IAMClient, type Policy, paginateListPolicies } from '@aws-sdk/client-iam';
import type { ManagedPolicy } from './role.ts';

/**
 * AWS' managed policies, those for Lambda first: AWS keeps more than a thousand, by no order of use,
 * and the ones made for execution roles stand under one path.
 */
export async function* listManagedPolicies(
  client: IAMClient,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly ManagedPolicy[]> {
  const options = signal ? { abortSignal: signal } : {};
  const yielded = new Set<string>();
  for (const path of ['/service-role/', '/']) {
    const input = { Scope: 'AWS', PathPrefix: path, MaxItems: 1000 } as const;
    for await (const page of paginateListPolicies({ client }, input, options)) {
      const policies = (page.Policies ?? []).map(managedPolicy);
      const fresh = policies.filter(
        ({ name, arn }) => !yielded.has(arn) && (path === '/' || isForLambda(name)),
      );
      for (const { arn } of fresh) yielded.add(arn);
      if (fresh.length > 0) yield lambdaFirst(fresh);
    }
  }
}

function managedPolicy(policy: Policy): ManagedPolicy {
  return {
    name: policy.PolicyName ?? '',
    arn: policy.Arn ?? '',
    // AWS leaves it out of lists.
    description: policy.Description ?? '',
  };
}

function lambdaFirst(policies: readonly ManagedPolicy[]): readonly ManagedPolicy[] {
  return [
    ...policies.filter(({ name }) => isForLambda(name)),
    ...policies.filter(({ name }) => !isForLambda(name)),
  ];
}

function isForLambda(name: string): boolean {
  return name.includes('Lambda');
}
