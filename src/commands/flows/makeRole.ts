import type { ProgressStep } from '../../app.ts';
import type { RoleSummary, Roles } from '../../aws/role.ts';
import { emptyRole } from './emptyRole.ts';
import { flowTag, type RolledBack, rollBackOf } from './rollBack.ts';

export interface InlinePolicy {
  readonly name: string;
  readonly document: string;
}

export interface RolePlan {
  readonly name: string;
  readonly description: string;
  /** ARNs of managed policies. */
  readonly policies: readonly string[];
  readonly inlinePolicy?: InlinePolicy | undefined;
}

/** Creates the role with all of its policies, marked as made by this flow. Undoes nothing. */
export async function makeRole(
  roles: Roles,
  plan: RolePlan,
  flow: string,
  { signal, report }: ProgressStep,
): Promise<RoleSummary> {
  const { name, description, policies, inlinePolicy } = plan;
  report(`creating role ${name}`);
  const role = await roles.create({ name, description, tags: { [flowTag]: flow } }, signal);
  for (const arn of policies) {
    report(`attaching ${arn.split('/').at(-1) ?? arn}`);
    await roles.attachPolicy(name, arn, signal);
  }
  if (inlinePolicy) {
    report(`putting inline policy ${inlinePolicy.name}`);
    await roles.putInlinePolicy(name, inlinePolicy.name, inlinePolicy.document, signal);
  }
  return role;
}

/** Removes the role if this flow made it. */
export function unmakeRole(roles: Roles, name: string, flow: string): Promise<RolledBack> {
  return rollBackOf(`role ${name}`, async () => {
    if ((await roles.find(name)) === undefined) return false;
    if ((await roles.tags(name))[flowTag] !== flow) return false;
    await emptyRole(roles, name, await roles.policies(name));
    await roles.delete(name);
    return true;
  });
}
