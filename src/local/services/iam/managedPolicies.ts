import known from './managedPolicies.json' with { type: 'json' };
import type { ManagedPolicy } from './managedPolicy.ts';
import { policyId } from './uniqueId.ts';

/** AWS' own policies, the same in every account: those that roles of Lambda functions use. */
export const managedPolicies: readonly ManagedPolicy[] = known.policies.map(
  ({ document, defaultVersion, created, updated, ...policy }) => {
    const text = JSON.stringify(document, null, 4);
    return {
      ...policy,
      account: 'aws',
      id: policyId(policy.name),
      created,
      tags: [],
      defaultVersion,
      published: Number(defaultVersion.slice(1)),
      // Older versions are of no use to anybody here.
      versions: [{ id: defaultVersion, created: updated, document: text }],
    };
  },
);
