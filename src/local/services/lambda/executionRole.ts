import { ServiceError } from '../../protocol/serviceError.ts';
import { parseArn } from '../arn.ts';
import { roleKey } from '../iam/role.ts';
import { trustsService } from '../iam/trust.ts';
import { invalidParameter } from './refusals.ts';
import type { LambdaContext } from './service.ts';

/** Refuses roles that Lambda could not assume: unknown ones, and those that do not trust it. */
export function checkExecutionRole({ accountId, roles }: LambdaContext, arn: string): void {
  const parsed = parseArn(arn);
  if (parsed !== undefined && parsed.accountId !== accountId) {
    throw new ServiceError('AccessDeniedException', 'Cross-account pass role is not allowed.', {
      status: 403,
    });
  }
  const place = (parsed?.resource ?? '').replace(/^role/, '');
  const role = roles.get(roleKey(place.slice(place.lastIndexOf('/') + 1)));
  const found = role !== undefined && `${role.path}${role.name}` === place;
  if (!found || !trustsService(role.trustPolicy, 'lambda.amazonaws.com')) {
    throw invalidParameter('The role defined for the function cannot be assumed by Lambda.');
  }
}
