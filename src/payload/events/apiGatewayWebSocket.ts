import { sample } from './sampleEvent.ts';
import { hostOf, order, requestTime } from './scene.ts';

const apiId = 'w1x2y3z4a5';

export const apiGatewayWebSocket = [
  sample({
    kind: 'api-gateway-websocket-event',
    service: 'API Gateway',
    title: 'Message to a WebSocket API',
    stem: 'message',
    make: (scene) => ({
      requestContext: {
        routeKey: 'order',
        messageId: 'ExampleId00000=',
        eventType: 'MESSAGE',
        extendedRequestId: 'ExampleId00001=',
        requestTime: requestTime(scene.now),
        messageDirection: 'IN',
        stage: 'prod',
        // The client has been there for a minute.
        connectedAt: scene.now.getTime() - 60_000,
        requestTimeEpoch: scene.now.getTime(),
        requestId: 'ExampleId00001=',
        domainName: hostOf(scene, `${apiId}.execute-api`),
        connectionId: 'ExampleConnection=',
        apiId,
      },
      body: JSON.stringify({ action: 'order', ...order }),
      isBase64Encoded: false,
    }),
  }),
];
