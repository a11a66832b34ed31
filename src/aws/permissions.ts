import {
  AddPermissionCommand,
  GetPolicyCommand,
  PutResourcePolicyCommand,
  RemovePermissionCommand,
} from '@aws-sdk/client-lambda';
import { asUserError } from './asUserError.ts';
import type { Attempt } from './attempt.ts';
import type { Clients } from './clients.ts';
import type { Permissions, PermissionTarget } from './permission.ts';
import { readPermissions } from './readPermissions.ts';
import type { Target } from './target.ts';

export function createPermissions({ lambda: client }: Clients, target: Target): Permissions {
  const attempt = (doing: string, thing: string, action: string): Attempt => ({
    target,
    doing,
    thing,
    action: `lambda:${action}`,
  });

  return {
    read(of, signal) {
      const name = nameOf(of);
      const command = new GetPolicyCommand(input(of));
      const reading = attempt(`read the resource policy of ${name}`, name, 'GetPolicy');
      return asUserError(reading, signal, async () => {
        try {
          const { Policy, RevisionId } = await client.send(command, sending(signal));
          return {
            permissions: readPermissions(Policy ?? ''),
            document: Policy,
            revisionId: RevisionId,
          };
        } catch (error) {
          // Lambda has one answer for a function without a policy and for one that is not there.
          if (error instanceof Error && error.name === 'ResourceNotFoundException') {
            return { permissions: [], document: undefined, revisionId: undefined };
          }
          throw error;
        }
      });
    },

    add(of, permission, revisionId, signal) {
      const name = nameOf(of);
      const command = new AddPermissionCommand({
        ...input(of),
        StatementId: permission.sid,
        Principal: permission.principal,
        Action: permission.action,
        SourceArn: permission.sourceArn,
        SourceAccount: permission.sourceAccount,
        PrincipalOrgID: permission.principalOrgId,
        FunctionUrlAuthType: permission.functionUrlAuthType,
        InvokedViaFunctionUrl: permission.invokedViaFunctionUrl,
        RevisionId: revisionId,
      });
      return asUserError(
        attempt(`add a permission to ${name}`, name, 'AddPermission'),
        signal,
        async () => {
          await client.send(command, sending(signal));
        },
      );
    },

    remove(of, sid, revisionId, signal) {
      const name = nameOf(of);
      const command = new RemovePermissionCommand({
        ...input(of),
        StatementId: sid,
        RevisionId: revisionId,
      });
      const removing = attempt(`remove permission ${sid} of ${name}`, name, 'RemovePermission');
      return asUserError(removing, signal, async () => {
        await client.send(command, sending(signal));
      });
    },

    put(arn, document, revisionId, signal) {
      const command = new PutResourcePolicyCommand({
        ResourceArn: arn,
        Policy: document,
        RevisionId: revisionId,
      });
      const putting = attempt(`put the resource policy of ${arn}`, arn, 'PutResourcePolicy');
      return asUserError(putting, signal, async () => {
        await client.send(command, sending(signal));
      });
    },
  };
}

function input({ functionName, qualifier }: PermissionTarget) {
  return { FunctionName: functionName, Qualifier: qualifier };
}

function nameOf({ functionName, qualifier }: PermissionTarget): string {
  return qualifier === undefined ? functionName : `${functionName}:${qualifier}`;
}

function sending(signal: AbortSignal | undefined): { abortSignal?: AbortSignal } {
  return signal ? { abortSignal: signal } : {};
}
