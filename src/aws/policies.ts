import {
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  paginateListPolicies,
  paginateListPolicyVersions,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { asUserError, pagesAsUserErrors } from './asUserError.ts';
import type { Attempt } from './attempt.ts';
import type { Clients } from './clients.ts';
import type { Policies, PolicyVersion } from './policy.ts';
import { simulate } from './simulation.ts';
import type { Target } from './target.ts';

export function createPolicies({ iam: client }: Clients, target: Target): Policies {
  const attempt = (doing: string, thing: string, action: string): Attempt => ({
    target,
    doing,
    thing,
    action: `iam:${action}`,
  });

  return {
    details(role, signal) {
      const command = new GetRoleCommand({ RoleName: role });
      return asUserError(attempt(`read role ${role}`, role, 'GetRole'), signal, async () => {
        const { Role: found } = await client.send(command, sending(signal));
        const { LastUsedDate, Region = '' } = found?.RoleLastUsed ?? {};
        return {
          trust: decoded(found?.AssumeRolePolicyDocument),
          lastUsed: LastUsedDate && { at: LastUsedDate.toISOString(), region: Region },
          boundary: found?.PermissionsBoundary?.PermissionsBoundaryArn,
        };
      });
    },

    managed(arn, signal) {
      return asUserError(attempt(`read ${arn}`, arn, 'GetPolicyVersion'), signal, async () => {
        const { Policy } = await client.send(
          new GetPolicyCommand({ PolicyArn: arn }),
          sending(signal),
        );
        const VersionId = Policy?.DefaultVersionId ?? 'v1';
        const command = new GetPolicyVersionCommand({ PolicyArn: arn, VersionId });
        const { PolicyVersion } = await client.send(command, sending(signal));
        return { document: decoded(PolicyVersion?.Document), versionId: VersionId };
      });
    },

    inline(role, name, signal) {
      const command = new GetRolePolicyCommand({ RoleName: role, PolicyName: name });
      const reading = attempt(`read ${name} of ${role}`, role, 'GetRolePolicy');
      return asUserError(reading, signal, async () => {
        try {
          return decoded((await client.send(command, sending(signal))).PolicyDocument);
        } catch (error) {
          if (error instanceof Error && /^NoSuchEntity/.test(error.name)) return undefined;
          throw error;
        }
      });
    },

    setTrust(role, document, signal) {
      const command = new UpdateAssumeRolePolicyCommand({
        RoleName: role,
        PolicyDocument: document,
      });
      const changing = attempt(`change who ${role} trusts`, role, 'UpdateAssumeRolePolicy');
      return asUserError(changing, signal, async () => {
        await client.send(command, sending(signal));
      });
    },

    versions(arn, signal) {
      const listing = attempt(`list the versions of ${arn}`, arn, 'ListPolicyVersions');
      return asUserError(listing, signal, async () => {
        const versions: PolicyVersion[] = [];
        const input = { PolicyArn: arn };
        for await (const page of paginateListPolicyVersions({ client }, input, sending(signal))) {
          for (const { VersionId = '', IsDefaultVersion, CreateDate } of page.Versions ?? []) {
            const created = CreateDate?.toISOString() ?? '';
            versions.push({ id: VersionId, inForce: IsDefaultVersion === true, created });
          }
        }
        return versions;
      });
    },

    createVersion(arn, document, signal) {
      const command = new CreatePolicyVersionCommand({
        PolicyArn: arn,
        PolicyDocument: document,
        SetAsDefault: true,
      });
      return asUserError(attempt(`change ${arn}`, arn, 'CreatePolicyVersion'), signal, async () => {
        const { PolicyVersion } = await client.send(command, sending(signal));
        return PolicyVersion?.VersionId ?? '';
      });
    },

    deleteVersion(arn, id, signal) {
      const command = new DeletePolicyVersionCommand({ PolicyArn: arn, VersionId: id });
      const deleting = attempt(`delete ${id} of ${arn}`, arn, 'DeletePolicyVersion');
      return asUserError(deleting, signal, async () => {
        await client.send(command, sending(signal));
      });
    },

    customer(signal) {
      const pages = async function* () {
        const input = { Scope: 'Local', MaxItems: 1000 } as const;
        for await (const page of paginateListPolicies({ client }, input, sending(signal))) {
          yield (page.Policies ?? []).map(({ PolicyName = '', Arn = '', Description = '' }) => ({
            name: PolicyName,
            arn: Arn,
            description: Description,
          }));
        }
      };
      const listing = attempt("list the account's policies", 'policies', 'ListPolicies');
      return pagesAsUserErrors(listing, signal, pages);
    },

    simulate(roleArn, actions, resources, signal) {
      const asking = attempt('simulate policies', roleArn, 'SimulatePrincipalPolicy');
      return asUserError(asking, signal, () =>
        simulate(client, roleArn, actions, resources, signal),
      );
    },
  };
}

/** IAM answers documents URL-encoded; some endpoints do not. */
function decoded(document = ''): string {
  if (/^\s*\{/.test(document)) return document;
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
}

function sending(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal ? { abortSignal: signal } : {};
}
