import type { Caller } from '../protocol/caller.ts';
import { parseArn } from './arn.ts';

/** The ARN by which AWS names a caller, e.g. in GetCallerIdentity and in refusals. */
export function callerArn(accountId: string, caller: Caller): string {
  return caller.kind === 'role'
    ? `arn:aws:sts::${accountId}:assumed-role/${roleNameOf(caller.roleArn)}/${caller.session}`
    : `arn:aws:iam::${accountId}:root`;
}

export function roleNameOf(roleArn: string): string {
  return parseArn(roleArn)?.resource.split('/').at(-1) ?? '';
}
