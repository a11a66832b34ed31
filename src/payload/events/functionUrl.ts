import { httpRequest } from './httpRequest.ts';
import { sample } from './sampleEvent.ts';
import { order } from './scene.ts';

const apiId = 'exampleexampleexampleexampleexam';
const routeKey = '$default';

export const functionUrl = [
  sample({
    kind: 'function-url-event',
    service: 'Lambda function URL',
    title: 'Request without a signature',
    stem: 'request',
    make: (scene) => {
      const host = `${apiId}.lambda-url.${scene.region}.on.aws`;
      const door = { host, apiId, accountId: 'anonymous', routeKey, requestId: scene.uuid() };
      const { headers, requestContext } = httpRequest(scene, door);
      return {
        version: '2.0',
        routeKey,
        rawPath: `/orders/${order.id}`,
        rawQueryString: 'notify=true',
        headers,
        queryStringParameters: { notify: 'true' },
        requestContext,
        body: JSON.stringify(order),
        isBase64Encoded: false,
      };
    },
  }),
];
