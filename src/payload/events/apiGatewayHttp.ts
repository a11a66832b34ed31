import { httpRequest } from './httpRequest.ts';
import { sample } from './sampleEvent.ts';
import { hostOf, order } from './scene.ts';

const apiId = 'a1b2c3d4e5';
const routeKey = 'PUT /orders/{id}';

export const apiGatewayHttp = [
  sample({
    kind: 'api-gateway-http-event',
    service: 'API Gateway',
    title: 'Request to an HTTP API, payload 2.0',
    stem: 'request',
    make: (scene) => {
      const { accountId } = scene;
      const host = hostOf(scene, `${apiId}.execute-api`);
      const door = { host, apiId, accountId, routeKey, requestId: 'ExampleId00000=' };
      const { headers, requestContext } = httpRequest(scene, door);
      return {
        version: '2.0',
        routeKey,
        rawPath: `/orders/${order.id}`,
        rawQueryString: 'notify=true',
        cookies: ['session=example'],
        headers,
        queryStringParameters: { notify: 'true' },
        requestContext,
        pathParameters: { id: order.id },
        body: JSON.stringify(order),
        isBase64Encoded: false,
      };
    },
  }),
];
