import { sample } from './sampleEvent.ts';
import { hostOf, order, requestTime } from './scene.ts';

const apiId = 'a1b2c3d4e5';

export const apiGatewayHttp = [
  sample({
    kind: 'api-gateway-http-event',
    service: 'API Gateway',
    title: 'Request to an HTTP API, payload 2.0',
    stem: 'request',
    make: (scene) => {
      const host = hostOf(scene, `${apiId}.execute-api`);
      return {
        version: '2.0',
        routeKey: 'PUT /orders/{id}',
        rawPath: `/orders/${order.id}`,
        rawQueryString: 'notify=true',
        cookies: ['session=example'],
        headers: {
          accept: 'application/json',
          'content-type': 'application/json',
          host,
          'user-agent': 'curl/8.15.0',
          'x-forwarded-for': '192.0.2.44',
          'x-forwarded-port': '443',
          'x-forwarded-proto': 'https',
        },
        queryStringParameters: { notify: 'true' },
        requestContext: {
          accountId: scene.accountId,
          apiId,
          domainName: host,
          domainPrefix: apiId,
          http: {
            method: 'PUT',
            path: `/orders/${order.id}`,
            protocol: 'HTTP/1.1',
            sourceIp: '192.0.2.44',
            userAgent: 'curl/8.15.0',
          },
          requestId: 'ExampleId00000=',
          routeKey: 'PUT /orders/{id}',
          stage: '$default',
          time: requestTime(scene.now),
          timeEpoch: scene.now.getTime(),
        },
        pathParameters: { id: order.id },
        body: JSON.stringify(order),
        isBase64Encoded: false,
      };
    },
  }),
];
