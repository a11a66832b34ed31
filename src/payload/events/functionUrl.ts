import { sample } from './sampleEvent.ts';
import { order, requestTime } from './scene.ts';

const urlId = 'exampleexampleexampleexampleexam';

export const functionUrl = [
  sample({
    kind: 'function-url-event',
    service: 'Lambda function URL',
    title: 'Request without a signature',
    stem: 'request',
    make: (scene) => {
      const host = `${urlId}.lambda-url.${scene.region}.on.aws`;
      return {
        version: '2.0',
        routeKey: '$default',
        rawPath: `/orders/${order.id}`,
        rawQueryString: 'notify=true',
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
          accountId: 'anonymous',
          apiId: urlId,
          domainName: host,
          domainPrefix: urlId,
          http: {
            method: 'PUT',
            path: `/orders/${order.id}`,
            protocol: 'HTTP/1.1',
            sourceIp: '192.0.2.44',
            userAgent: 'curl/8.15.0',
          },
          requestId: scene.uuid(),
          routeKey: '$default',
          stage: '$default',
          time: requestTime(scene.now),
          timeEpoch: scene.now.getTime(),
        },
        body: JSON.stringify(order),
        isBase64Encoded: false,
      };
    },
  }),
];
