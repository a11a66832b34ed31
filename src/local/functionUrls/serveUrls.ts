import type { IncomingMessage } from 'node:http';
import { authenticate, findSignature } from '../authenticate.ts';
import type { Caller } from '../protocol/caller.ts';
import type { KeyFinder } from '../protocol/credentials.ts';
import { readBody } from '../protocol/readBody.ts';
import { ServiceError } from '../protocol/serviceError.ts';
import type { Head } from '../protocol/signature.ts';
import type { WireResponse } from '../protocol/wire.ts';
import { newTraceId } from '../runtime/runtimeEvent.ts';
import type { StoredFunction } from '../services/lambda/function.ts';
import type { StoredUrl } from '../services/lambda/functionUrls.ts';
import { execute, readInvocation } from '../services/lambda/invocation.ts';
import { executeStreaming } from '../services/lambda/responseStreams.ts';
import type { LambdaContext } from '../services/lambda/service.ts';
import { urlHost, urlIdOf } from '../services/lambda/urlHost.ts';
import { getCallerIdentity } from '../services/sts/getCallerIdentity.ts';
import { corsHeaders, pageRefusal, preflightAnswer } from './cors.ts';
import { valuesOf } from './requestHeaders.ts';
import { streamedAnswer } from './streamedAnswer.ts';
import { answerOf, internalServerError } from './urlAnswer.ts';
import { type IamAuthorizer, urlEvent } from './urlEvent.ts';
import { anybodyMayInvoke } from './urlPermission.ts';

/** Answers a request whose `Host` has the form of a function URL's. Throws ServiceErrors. */
export type ServeUrl = (
  head: Head,
  request: IncomingMessage,
  call: { readonly requestId: string; readonly port: number },
) => Promise<WireResponse>;

export interface ServeUrlsOptions {
  readonly context: LambdaContext;
  readonly findKey: KeyFinder;
  /** Decides about callers that have signed. */
  readonly mayInvoke: (caller: Caller, stored: StoredFunction, url: StoredUrl) => boolean;
  /** Whether URLs without authentication are served. */
  readonly publicUrls: boolean;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
export function serveUrls(options: ServeUrlsOptions): ServeUrl {
  const { context, publicUrls } = options;
  return async (head, request, { requestId, port }) => {
    const found = findUrl(context, request.rawHeaders, port);
    if (found === undefined) return forbidden(null, requestId);
    const { stored, url } = found;
    const page = pageRefusal(head, url.Cors);
    if (page !== undefined) return forbidden(page, requestId);
    const preflight = preflightAnswer(head, url.Cors);
    if (preflight !== undefined) return preflight;
    const cors = corsHeaders(head, url.Cors);
    const refuse = (message: string) => withHeaders(forbidden(message, requestId), cors);

    let signed: Signed | undefined;
    if (url.authType === 'AWS_IAM') {
      signed = authenticateCaller(options, head, found, requestId);
      if (signed === undefined) return refuse(noPermission);
    } else {
      if (!publicUrls) return refuse(notSwitchedOn);
      if (!anybodyMayInvoke(context, stored, url)) return refuse(noPermission);
    }
    const body = await readBody(request, largestRequest);
    if (body === undefined) throw tooLarge();
    signed?.confirm(body);

    const traceId = newTraceId();
    const event = urlEvent({
      head,
      rawHeaders: request.rawHeaders,
      httpVersion: request.httpVersion,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      port,
      body,
      requestId,
      traceId: rootOf(traceId),
      time: Date.now(),
      rawQueryString: /\?(.*)$/s.exec(request.url ?? '')?.[1] ?? '',
      urlId: url.id,
      host: urlHost(context.region, url.id),
      authorizer: signed?.authorizer,
    });
    if (event.byteLength > largestRequest) throw tooLarge();
    const answer = await run(context, found, event, { requestId, traceId });
    return withHeaders(answer, {
      ...cors,
      'x-amzn-requestid': requestId,
      'x-amzn-trace-id': rootOf(traceId),
    });
  };
}

/** AWS counts the event that is made of the request too (bytes). */
const largestRequest = 6_291_456;

const noPermission =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';

const notSwitchedOn =
  'Forbidden. Function URLs without authentication (AuthType NONE) are switched off: start the local endpoint of Lambda Bench with --public-urls to serve them on this machine.';

interface Found {
  readonly stored: StoredFunction;
  readonly url: StoredUrl;
}

/**
 * The host must be the URL's, to the letter and named once: a name that was made to lead here finds
 * nothing.
 */
function findUrl(
  { urlOwners, region }: LambdaContext,
  rawHeaders: readonly string[],
  port: number,
): Found | undefined {
  const [host, second] = valuesOf(rawHeaders, 'host');
  if (second !== undefined) return undefined;
  const id = urlIdOf(host);
  const stored = id === undefined ? undefined : urlOwners.find(id);
  const url = stored?.urls.find((candidate) => candidate.id === id);
  if (stored === undefined || url === undefined) return undefined;
  const name = urlHost(region, url.id);
  const isWhole = host === `${name}:${port}` || (port === 80 && host === name);
  return isWhole ? { stored, url } : undefined;
}

interface Signed {
  readonly authorizer: IamAuthorizer;
  /** Throws a ServiceError when the signature is not the caller's. */
  confirm(body: Uint8Array): void;
}

/** Undefined when the request is not signed, or its caller may not call this URL. */
function authenticateCaller(
  { context, findKey, mayInvoke }: ServeUrlsOptions,
  head: Head,
  { stored, url }: Found,
  requestId: string,
): Signed | undefined {
  const signature = findSignature(head);
  if (signature === undefined) return undefined;
  if (signature.service !== 'lambda' || signature.region !== context.region) {
    throw new ServiceError(
      'InvalidSignatureException',
      `Credential should be scoped to correct service: 'lambda' and to a valid region: '${context.region}'.`,
      { status: 403 },
    );
  }
  const { caller, confirm } = authenticate(head, 'json', findKey);
  if (!mayInvoke(caller, stored, url)) return undefined;
  const call = { requestId, caller, endpoint: '' };
  const { Arn: userArn = '', UserId: userId = '' } = getCallerIdentity(context, {}, call);
  return {
    authorizer: {
      accessKey: signature.accessKeyId,
      accountId: context.accountId,
      callerId: userId,
      cognitoIdentity: null,
      principalOrgId: null,
      userArn,
      userId,
    },
    confirm: (body) => confirm({ ...head, body }),
  };
}

async function run(
  context: LambdaContext,
  { stored, url }: Found,
  event: Uint8Array,
  call: { readonly requestId: string; readonly traceId: string },
): Promise<WireResponse> {
  const invoked = readInvocation(context, {
    FunctionName: stored.name,
    Qualifier: url.qualifier === '$LATEST' ? undefined : url.qualifier,
    Payload: event,
  });
  if (url.invokeMode === 'RESPONSE_STREAM') {
    return streamedAnswer(await executeStreaming(context, invoked, call));
  }
  const { functionError, payload } = await execute(context, invoked, call);
  return functionError === undefined ? answerOf(payload) : internalServerError;
}

function withHeaders(answer: WireResponse, headers: WireResponse['headers']): WireResponse {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

function forbidden(message: string | null, requestId: string): WireResponse {
  return {
    status: 403,
    headers: {
      'content-type': 'application/json',
      'x-amzn-errortype': 'AccessDeniedException',
      'x-amzn-requestid': requestId,
    },
    body: JSON.stringify({ Message: message }),
  };
}

function tooLarge(): ServiceError {
  return new ServiceError(
    'RequestEntityTooLargeException',
    `Request must be smaller than ${largestRequest} bytes for the InvokeFunction operation`,
    { status: 413 },
  );
}

/** `Root=1-…`, the part of a trace that others are told. */
function rootOf(traceId: string): string {
  return traceId.split(';')[0] ?? traceId;
}
