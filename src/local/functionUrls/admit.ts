import type { IncomingMessage } from 'node:http';
import { authenticate, findSignature } from '../authenticate.ts';
import type { Caller } from '../protocol/caller.ts';
import type { KeyFinder } from '../protocol/credentials.ts';
import { readBody } from '../protocol/readBody.ts';
import { requestTooLarge, ServiceError } from '../protocol/serviceError.ts';
import type { Head } from '../protocol/signature.ts';
import type { StoredFunction } from '../services/lambda/function.ts';
import type { StoredUrl } from '../services/lambda/functionUrls.ts';
import type { LambdaContext } from '../services/lambda/service.ts';
import { getCallerIdentity } from '../services/sts/getCallerIdentity.ts';
import type { IamAuthorizer } from './urlEvent.ts';
import { anybodyMayInvoke } from './urlPermission.ts';

export interface AdmissionOptions {
  readonly context: LambdaContext;
  readonly findKey: KeyFinder;
  /** Decides about callers that have signed. */
  readonly mayInvoke: (caller: Caller, stored: StoredFunction, url: StoredUrl) => boolean;
  /** Whether URLs without authentication are served. */
  readonly publicUrls: boolean;
}

/** A URL with the function that it is of. */
export interface FoundUrl {
  readonly stored: StoredFunction;
  readonly url: StoredUrl;
}

/** A request that may come to the function. */
export interface Admitted {
  readonly body: Uint8Array;
  /** Of URLs that are for authenticated callers. */
  readonly authorizer: IamAuthorizer | undefined;
}

/** AWS counts the event that is made of the request too (bytes). */
export const largestRequest = 6_291_456;

/** Resolves with the reason where the request is forbidden. Throws ServiceErrors. */
export async function admit(
  options: AdmissionOptions,
  found: FoundUrl,
  head: Head,
  request: IncomingMessage,
): Promise<Admitted | string> {
  const { context, publicUrls } = options;
  const { stored, url } = found;
  if (url.authType === 'AWS_IAM') return admitSigned(options, found, head, request);
  if (!publicUrls) return notSwitchedOn;
  if (!anybodyMayInvoke(context, stored, url)) return noPermission;
  return { body: await readWhole(request), authorizer: undefined };
}

export function tooLarge(): ServiceError {
  return requestTooLarge(largestRequest, 'InvokeFunction');
}

const noPermission =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';

const notSwitchedOn =
  'Forbidden. Function URLs without authentication (AuthType NONE) are switched off on this machine: switch the setting lambdaBench.local.publicUrls on, or start the local endpoint with --public-urls.';

async function admitSigned(
  { context, findKey, mayInvoke }: AdmissionOptions,
  { stored, url }: FoundUrl,
  head: Head,
  request: IncomingMessage,
): Promise<Admitted | string> {
  const signature = findSignature(head);
  if (signature === undefined) return noPermission;
  if (signature.service !== 'lambda' || signature.region !== context.region) {
    throw new ServiceError(
      'InvalidSignatureException',
      `Credential should be scoped to correct service: 'lambda' and to a valid region: '${context.region}'.`,
      { status: 403 },
    );
  }
  const { caller, confirm } = authenticate(head, 'json', findKey);
  const body = await readWhole(request);
  confirm({ ...head, body });
  if (!mayInvoke(caller, stored, url)) return noPermission;
  const call = { requestId: '', caller, endpoint: '' };
  const { Arn: userArn = '', UserId: userId = '' } = getCallerIdentity(context, {}, call);
  return {
    body,
    authorizer: {
      accessKey: signature.accessKeyId,
      accountId: context.accountId,
      callerId: userId,
      cognitoIdentity: null,
      principalOrgId: null,
      userArn,
      userId,
    },
  };
}

async function readWhole(request: IncomingMessage): Promise<Uint8Array> {
  const body = await readBody(request, largestRequest);
  if (body === undefined) throw tooLarge();
  return body;
}
