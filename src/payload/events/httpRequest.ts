import { order, requestTime, type Scene } from './scene.ts';

/** To what a request was sent. */
interface Door {
  readonly host: string;
  readonly apiId: string;
  readonly accountId: string;
  readonly routeKey: string;
  readonly requestId: string;
}

/** Headers and context of one request in the payload format 2.0, which HTTP APIs and function URLs share. */
export function httpRequest({ now }: Scene, { host, apiId, accountId, routeKey, requestId }: Door) {
  const sourceIp = '192.0.2.44';
  const userAgent = 'curl/8.15.0';
  return {
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      host,
      'user-agent': userAgent,
      'x-forwarded-for': sourceIp,
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    requestContext: {
      accountId,
      apiId,
      domainName: host,
      domainPrefix: apiId,
      http: {
        method: 'PUT',
        path: `/orders/${order.id}`,
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent,
      },
      requestId,
      routeKey,
      stage: '$default',
      time: requestTime(now),
      timeEpoch: now.getTime(),
    },
  };
}
