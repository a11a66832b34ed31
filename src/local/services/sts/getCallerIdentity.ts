import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Call } from '../../protocol/service.ts';
import { callerArn, roleNameOf } from '../callerArn.ts';
import { roleKey } from '../iam/role.ts';
import type { IamContext } from '../iam/service.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export function getCallerIdentity(
  { accountId, roles }: Pick<IamContext, 'accountId' | 'roles'>,
  _input: object,
  { caller }: Call,
): GetCallerIdentityResponse {
  const Arn = callerArn(accountId, caller);
  if (caller.kind !== 'role') return { Account: accountId, UserId: accountId, Arn };
  const id = roles.get(roleKey(roleNameOf(caller.roleArn)))?.id ?? 'AROA';
  return { Account: accountId, UserId: `${id}:${caller.session}`, Arn };
}
