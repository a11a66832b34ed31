import type { Caller } from '../protocol/caller.ts';
import type { Authorize } from '../protocol/service.ts';
import { ServiceError } from '../protocol/serviceError.ts';
import { decide } from './access/decide.ts';
import { iamNeeds } from './access/iamNeeds.ts';
import { lambdaNeeds, urlNeeds } from './access/lambdaNeeds.ts';
import type { AccessContext, FindNeeds, Need } from './access/need.ts';
import { cognitoNeeds, logsNeeds, stsNeeds } from './access/otherNeeds.ts';
import { callerArn, roleNameOf } from './callerArn.ts';
import { noteUse, roleKey } from './iam/role.ts';
import type { StoredFunction } from './lambda/function.ts';
import type { StoredUrl } from './lambda/functionUrls.ts';

/** Decides for each service who may do what. */
export interface Authorization {
  of(service: ServiceName): Authorize;
  /** Whether a caller that has signed may call a function's URL. */
  mayInvokeUrl(caller: Caller, stored: StoredFunction, url: StoredUrl): boolean;
}

export type ServiceName = 'lambda' | 'iam' | 'sts' | 'cognitoIdentity' | 'logs';

const needsOf: Readonly<Record<ServiceName, FindNeeds>> = {
  lambda: lambdaNeeds,
  iam: iamNeeds,
  sts: stsNeeds,
  cognitoIdentity: cognitoNeeds,
  logs: logsNeeds,
};

/**
 * The root key may do everything, a role's session what its policies allow. Who has not signed comes
 * as far as the server lets them: to the few operations that AWS takes from anybody.
 */
export function createAuthorization(context: AccessContext): Authorization {
  return {
    of:
      (service) =>
      (operation, input, { caller }) => {
        if (caller.kind === 'root' && caller.temporary && !caller.mfa && service === 'iam') {
          // Of GetSessionToken without a second factor: no key for IAM.
          throw unknownSession(service);
        }
        if (caller.kind !== 'role') return;
        const fields = new Map(Object.entries(Object(input)));
        const needs = needsOf[service](context, operation, fields);
        const role = context.roles.get(roleKey(roleNameOf(caller.roleArn)));
        if (role === undefined) throw unknownSession(service);
        noteUse(context, role);
        for (const need of needs) {
          const access = decide(context, caller, role, need);
          if (access === 'allowed') continue;
          throw denied(service, callerArn(context.accountId, caller), need, access.because);
        }
      },
    mayInvokeUrl: (caller, stored, url) => {
      if (caller.kind !== 'role') return caller.kind === 'root';
      const role = context.roles.get(roleKey(roleNameOf(caller.roleArn)));
      return (
        role !== undefined &&
        urlNeeds(context, stored, url).every(
          (need) => decide(context, caller, role, need) === 'allowed',
        )
      );
    },
  };
}

const dialects: Readonly<
  Record<ServiceName, { readonly denied: string; readonly unknown: string }>
> = {
  lambda: { denied: 'AccessDeniedException', unknown: 'UnrecognizedClientException' },
  iam: { denied: 'AccessDenied', unknown: 'InvalidClientTokenId' },
  sts: { denied: 'AccessDenied', unknown: 'InvalidClientTokenId' },
  cognitoIdentity: { denied: 'AccessDeniedException', unknown: 'UnrecognizedClientException' },
  logs: { denied: 'AccessDeniedException', unknown: 'UnrecognizedClientException' },
};

/** Keys of a role end with it. */
function unknownSession(service: ServiceName): ServiceError {
  const message = 'The security token included in the request is invalid.';
  return new ServiceError(dialects[service].unknown, message, { status: 403 });
}

function denied(
  service: ServiceName,
  user: string,
  { action, resource, shown = resource }: Need,
  because: string,
): ServiceError {
  const what = `User: ${user} is not authorized to perform: ${action} on resource: ${shown}`;
  // Whether it was the caller's policies or the role's trust policy is not told.
  const message = action === 'sts:AssumeRole' ? what : `${what} ${because}`;
  return new ServiceError(dialects[service].denied, message, { status: 403 });
}
