import type { IncomingMessage } from 'node:http';
import { inert } from '../protocol/guard.ts';
import type { Head } from '../protocol/signature.ts';
import type { WireResponse } from '../protocol/wire.ts';
import { newTraceId } from '../runtime/runtimeEvent.ts';
import { execute, readInvocation } from '../services/lambda/invocation.ts';
import { executeStreaming } from '../services/lambda/responseStreams.ts';
import type { LambdaContext } from '../services/lambda/service.ts';
import { urlHost, urlIdOf } from '../services/lambda/urlHost.ts';
import { type AdmissionOptions, admit, type FoundUrl, largestRequest, tooLarge } from './admit.ts';
import { corsHeaders, pageRefusal, preflightAnswer } from './cors.ts';
import { valuesOf } from './requestHeaders.ts';
import { streamedAnswer } from './streamedAnswer.ts';
import { answerOf, internalServerError } from './urlAnswer.ts';
import { urlEvent } from './urlEvent.ts';

/** Answers a request whose `Host` has the form of a function URL's. Throws ServiceErrors. */
export type ServeUrl = (
  head: Head,
  request: IncomingMessage,
  call: { readonly requestId: string; readonly port: number },
) => Promise<WireResponse>;

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
export function serveUrls(options: AdmissionOptions): ServeUrl {
  const { context } = options;
  return async (head, request, { requestId, port }) => {
    const found = findUrl(context, request.rawHeaders, port);
    if (found === undefined) return forbidden(null, requestId);
    const { Cors, id } = found.url;
    const page = pageRefusal(head, Cors);
    if (page !== undefined) return forbidden(page, requestId);
    const preflight = preflightAnswer(head, Cors);
    if (preflight !== undefined) return preflight;
    const cors = corsHeaders(head, Cors);
    const admitted = await admit(options, found, head, request);
    if (typeof admitted === 'string') return withHeaders(forbidden(admitted, requestId), cors);

    const traceId = newTraceId();
    const [traceRoot = ''] = traceId.split(';');
    const event = urlEvent({
      ...admitted,
      head,
      rawHeaders: request.rawHeaders,
      httpVersion: request.httpVersion,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
      port,
      requestId,
      traceRoot,
      time: Date.now(),
      rawQueryString: /\?(.*)$/s.exec(request.url ?? '')?.[1] ?? '',
      urlId: id,
      host: urlHost(context.region, id),
    });
    if (event.byteLength > largestRequest) throw tooLarge();
    const answer = await run(context, found, event, { requestId, traceId });
    const own = { 'x-amzn-requestid': requestId, 'x-amzn-trace-id': traceRoot };
    return withHeaders(answer, { ...cors, ...own });
  };
}

/**
 * The host must be the URL's, to the letter and named once: a name that was made to lead here finds
 * nothing.
 */
function findUrl(
  { urlOwners, region }: LambdaContext,
  rawHeaders: readonly string[],
  port: number,
): FoundUrl | undefined {
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

async function run(
  context: LambdaContext,
  { stored, url }: FoundUrl,
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
      ...inert,
    },
    body: JSON.stringify({ Message: message }),
  };
}
