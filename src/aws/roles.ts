import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  type IAMClient,
  PutRolePolicyCommand,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
  paginateListRoles,
  paginateListRoleTags,
  type Role,
} from '@aws-sdk/client-iam';
import { asUserError, pagesAsUserErrors } from './asUserError.ts';
import type { Attempt } from './attempt.ts';
import type { Clients } from './clients.ts';
import { listManagedPolicies } from './managedPolicies.ts';
import type { RolePolicies, RoleSummary, Roles } from './role.ts';
import type { Target } from './target.ts';
import { lambdaTrustPolicy, trustedBy } from './trustPolicy.ts';

export function createRoles({ iam: client }: Clients, target: Target): Roles {
  const attempt = (doing: string, thing: string, action: string): Attempt => ({
    target,
    doing,
    thing,
    action: `iam:${action}`,
  });

  return {
    list(signal) {
      const pages = async function* () {
        for await (const page of paginateListRoles({ client }, {}, sending(signal))) {
          yield (page.Roles ?? []).map(roleSummary);
        }
      };
      return pagesAsUserErrors(attempt('list roles', 'roles', 'ListRoles'), signal, pages);
    },

    find(name, signal) {
      const command = new GetRoleCommand({ RoleName: name });
      return asUserError(attempt(`look up ${name}`, name, 'GetRole'), signal, async () => {
        try {
          const { Role: role } = await client.send(command, sending(signal));
          return role && roleSummary(role);
        } catch (error) {
          if (error instanceof Error && /^NoSuchEntity/.test(error.name)) return undefined;
          throw error;
        }
      });
    },

    tags(name, signal) {
      return asUserError(
        attempt(`read tags of ${name}`, name, 'ListRoleTags'),
        signal,
        async () => {
          const tags: Record<string, string> = {};
          const input = { RoleName: name };
          for await (const page of paginateListRoleTags({ client }, input, sending(signal))) {
            for (const { Key, Value } of page.Tags ?? []) if (Key) tags[Key] = Value ?? '';
          }
          return tags;
        },
      );
    },

    create({ name, description, tags = {} }, signal) {
      const command = new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: lambdaTrustPolicy,
        ...(description && { Description: description }),
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      });
      return asUserError(attempt(`create ${name}`, name, 'CreateRole'), signal, async () => {
        // Not given up halfway: what IAM makes after nobody waits any more could not be taken back.
        const { Role: role } = await client.send(command);
        signal?.throwIfAborted();
        return roleSummary({
          AssumeRolePolicyDocument: lambdaTrustPolicy,
          RoleName: name,
          ...role,
        });
      });
    },

    managedPolicies(signal) {
      const listing = attempt('list managed policies', 'managed policies', 'ListPolicies');
      return pagesAsUserErrors(listing, signal, () => listManagedPolicies(client, signal));
    },

    policies(name, signal) {
      const reading = attempt(`read the policies of ${name}`, name, 'ListRolePolicies');
      return asUserError(reading, signal, () => readPolicies(client, name, signal));
    },

    attachPolicy(name, policyArn, signal) {
      const command = new AttachRolePolicyCommand({ RoleName: name, PolicyArn: policyArn });
      const attaching = attempt(`attach ${policyArn} to ${name}`, name, 'AttachRolePolicy');
      return asUserError(attaching, signal, async () => {
        await client.send(command, sending(signal));
      });
    },

    detachPolicy(name, policyArn, signal) {
      const command = new DetachRolePolicyCommand({ RoleName: name, PolicyArn: policyArn });
      const detaching = attempt(`detach ${policyArn} from ${name}`, name, 'DetachRolePolicy');
      return asUserError(detaching, signal, async () => {
        await client.send(command, sending(signal));
      });
    },

    putInlinePolicy(name, policyName, document, signal) {
      const command = new PutRolePolicyCommand({
        RoleName: name,
        PolicyName: policyName,
        PolicyDocument: document,
      });
      const putting = attempt(`put ${policyName} on ${name}`, name, 'PutRolePolicy');
      return asUserError(putting, signal, async () => {
        await client.send(command, sending(signal));
      });
    },

    deleteInlinePolicy(name, policyName, signal) {
      const command = new DeleteRolePolicyCommand({ RoleName: name, PolicyName: policyName });
      const deleting = attempt(`delete ${policyName} from ${name}`, name, 'DeleteRolePolicy');
      return asUserError(deleting, signal, async () => {
        await client.send(command, sending(signal));
      });
    },

    delete(name, signal) {
      const command = new DeleteRoleCommand({ RoleName: name });
      return asUserError(attempt(`delete ${name}`, name, 'DeleteRole'), signal, async () => {
        await client.send(command, sending(signal));
      });
    },
  };
}

async function readPolicies(
  client: IAMClient,
  name: string,
  signal: AbortSignal | undefined,
): Promise<RolePolicies> {
  const input = { RoleName: name };
  const attached: { name: string; arn: string }[] = [];
  for await (const page of paginateListAttachedRolePolicies({ client }, input, sending(signal))) {
    for (const { PolicyName = '', PolicyArn = '' } of page.AttachedPolicies ?? []) {
      attached.push({ name: PolicyName, arn: PolicyArn });
    }
  }
  const inline: string[] = [];
  for await (const page of paginateListRolePolicies({ client }, input, sending(signal))) {
    inline.push(...(page.PolicyNames ?? []));
  }
  return { attached, inline };
}

function roleSummary(role: Partial<Role>): RoleSummary {
  return {
    name: role.RoleName ?? '',
    arn: role.Arn ?? '',
    path: role.Path ?? '/',
    description: role.Description ?? '',
    trusts: trustedBy(role.AssumeRolePolicyDocument),
    created: role.CreateDate?.toISOString() ?? '',
  };
}

function sending(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal ? { abortSignal: signal } : {};
}
