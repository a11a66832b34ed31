import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse } from '@aws-sdk/client-sts';
import type { StsContext } from './service.ts';

/** Keys that this endpoint knows are all of one account, whether they still work or not. */
export function getAccessKeyInfo(
  { accountId }: StsContext,
  _input: GetAccessKeyInfoRequest,
): GetAccessKeyInfoResponse {
  return { Account: accountId };
}
