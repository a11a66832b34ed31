import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Call } from '../../protocol/service.ts';
import { parseArn } from '../arn.ts';
import { roleKey } from '../iam/role.ts';
import type { StsContext } from './service.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export function getCallerIdentity(
  { accountId, roles }: StsContext,
  _input: object,
  { caller }: Call,
): GetCallerIdentityResponse {
  if (caller.kind !== 'role') {
    return { Account: accountId, UserId: accountId, Arn: `arn:aws:iam::${accountId}:root` };
  }
  const roleName = parseArn(caller.roleArn)?.resource.split('/').at(-1) ?? '';
  return {
    Account: accountId,
    UserId: `${roles.get(roleKey(roleName))?.id ?? 'AROA'}:${caller.session}`,
    Arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${caller.session}`,
  };
}
