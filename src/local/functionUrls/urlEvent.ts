import type { Head } from '../protocol/signature.ts';
import { cookiesOf, joinedHeaders } from './requestHeaders.ts';

/** A request to a function URL, with what its event tells of it. */
export interface UrlRequest {
  readonly head: Head;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly httpVersion: string;
  readonly sourceIp: string;
  readonly port: number;
  readonly body: Uint8Array;
  readonly requestId: string;
  /** `Root=1-…`, the part of the trace that others are told. */
  readonly traceRoot: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** The rest of the request's line after the `?`, as it came. */
  readonly rawQueryString: string;
  readonly urlId: string;
  readonly host: string;
  /** Of URLs that are for authenticated callers. */
  readonly authorizer: IamAuthorizer | undefined;
}

export interface IamAuthorizer {
  readonly accessKey: string;
  readonly accountId: string;
  readonly callerId: string;
  readonly cognitoIdentity: null;
  readonly principalOrgId: null;
  readonly userArn: string;
  readonly userId: string;
}

/**
 * The event of a request, payload format 2.0.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
export function urlEvent(request: UrlRequest): Buffer {
  const { head, authorizer, rawQueryString, urlId, time, body } = request;
  const signed = authorizer !== undefined;
  const headers = {
    ...joinedHeaders(request.rawHeaders, signed ? ['authorization'] : []),
    'x-amzn-trace-id': request.traceRoot,
    'x-forwarded-for': request.sourceIp,
    'x-forwarded-port': String(request.port),
    'x-forwarded-proto': 'http',
  };
  const text = textOf(body, head.headers['content-type']);
  return Buffer.from(
    JSON.stringify({
      version: '2.0',
      routeKey: '$default',
      rawPath: head.path,
      rawQueryString,
      cookies: cookiesOf(request.rawHeaders),
      headers,
      queryStringParameters: parametersOf(rawQueryString),
      requestContext: {
        accountId: authorizer?.accountId ?? 'anonymous',
        apiId: urlId,
        authorizer: authorizer && { iam: authorizer },
        domainName: request.host,
        domainPrefix: urlId,
        http: {
          method: head.method,
          path: head.path,
          protocol: `HTTP/${request.httpVersion}`,
          sourceIp: request.sourceIp,
          userAgent: head.headers['user-agent'],
        },
        requestId: request.requestId,
        routeKey: '$default',
        stage: '$default',
        time: logTime(time),
        timeEpoch: time,
      },
      body: body.byteLength === 0 ? undefined : (text ?? Buffer.from(body).toString('base64')),
      isBase64Encoded: body.byteLength > 0 && text === undefined,
    }),
  );
}

/** Of a parameter that comes several times, the values joined by commas. */
function parametersOf(query: string): Record<string, string> | undefined {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return values.size === 0 ? undefined : Object.fromEntries(values);
}

/** The body as text where its type says that it is text, and it is. */
function textOf(body: Uint8Array, type: string | undefined): string | undefined {
  if (!/text|json|xml|javascript/i.test(type ?? '')) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** `22/Nov/2026:15:04:05 +0000` */
function logTime(time: number): string {
  const [, day, month, year, clock] = new Date(time).toUTCString().split(' ');
  return `${day}/${month}/${year}:${clock} +0000`;
}
