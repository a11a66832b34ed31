import type { Authorize } from '../protocol/service.ts';

/** Decides for each service who may do what. */
export interface Authorization {
  of(service: ServiceName): Authorize;
}

export type ServiceName = 'lambda' | 'iam' | 'sts' | 'cognitoIdentity' | 'logs';

export function createAuthorization(): Authorization {
  return { of: () => () => undefined };
}
