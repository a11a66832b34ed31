import type { RolePolicies, Roles } from '../../aws/role.ts';

/** Takes all policies off a role, as IAM wants it before the role can go; tells of each when it is done. */
export async function emptyRole(
  roles: Roles,
  name: string,
  policies: RolePolicies,
  options: { onDone?: (what: string) => void; signal?: AbortSignal } = {},
): Promise<void> {
  for (const policy of policies.attached) {
    await roles.detachPolicy(name, policy.arn, options.signal);
    options.onDone?.(`detached ${policy.name}`);
  }
  for (const inline of policies.inline) {
    await roles.deleteInlinePolicy(name, inline, options.signal);
    options.onDone?.(`deleted inline policy ${inline}`);
  }
}
