import type { AssumedRoleUser } from '@aws-sdk/client-sts';
import type { Caller } from '../../protocol/caller.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { callerArn } from '../callerArn.ts';
import { roleArn, roleKey, type StoredRole } from '../iam/role.ts';
import type { IamContext } from '../iam/service.ts';

/** By its whole ARN, path included. */
export function lookUpRole(
  context: Pick<IamContext, 'accountId' | 'roles'>,
  arn: string,
): StoredRole | undefined {
  const role = context.roles.get(roleKey(arn.slice(arn.lastIndexOf('/') + 1)));
  return role !== undefined && roleArn(context, role) === arn ? role : undefined;
}

export function assumedRoleUser(
  { accountId }: Pick<IamContext, 'accountId'>,
  role: StoredRole,
  session: string,
): AssumedRoleUser {
  const caller = { kind: 'role', roleArn: roleArn({ accountId }, role), session } as const;
  return { AssumedRoleId: `${role.id}:${session}`, Arn: callerArn(accountId, caller) };
}

const hour = 3600;

/** How long the session lasts. Throws a ValidationError when the role does not allow as much. */
export function sessionSeconds(
  { maxSessionDuration }: StoredRole,
  seconds = hour,
  caller: Caller = { kind: 'anonymous' },
): number {
  if (caller.kind === 'role' && seconds > hour) {
    throw invalid(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > maxSessionDuration) {
    throw invalid(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  return seconds;
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message, { status: 400 });
}
