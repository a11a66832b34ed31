import { sample } from './sampleEvent.ts';
import { arnOf, order } from './scene.ts';

export const alb = [
  sample({
    kind: 'alb-event',
    service: 'Application Load Balancer',
    title: 'Request to a target group',
    stem: 'request',
    make: (scene) => ({
      requestContext: {
        elb: {
          targetGroupArn: arnOf(
            scene,
            'elasticloadbalancing',
            'targetgroup/orders/0123456789abcdef',
          ),
        },
      },
      httpMethod: 'PUT',
      path: `/orders/${order.id}`,
      queryStringParameters: { notify: 'true' },
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        host: `orders-0123456789.${scene.region}.elb.amazonaws.com`,
        'user-agent': 'curl/8.15.0',
        'x-forwarded-for': '192.0.2.44',
        'x-forwarded-port': '443',
        'x-forwarded-proto': 'https',
      },
      body: JSON.stringify(order),
      isBase64Encoded: false,
    }),
  }),
];
