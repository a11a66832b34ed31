import { sample } from './sampleEvent.ts';
import { arnOf, hostOf, order, token } from './scene.ts';

export const sns = [
  sample({
    kind: 'sns-event',
    service: 'SNS',
    title: 'Notification',
    stem: 'notification',
    make: (scene) => {
      const topic = arnOf(scene, 'sns', 'orders');
      const subscription = `${topic}:${scene.uuid()}`;
      const host = `https://${hostOf(scene, 'sns')}`;
      return {
        Records: [
          {
            EventSource: 'aws:sns',
            EventVersion: '1.0',
            EventSubscriptionArn: subscription,
            Sns: {
              Type: 'Notification',
              MessageId: scene.uuid(),
              TopicArn: topic,
              Subject: 'Order created',
              Message: JSON.stringify(order),
              Timestamp: scene.now.toISOString(),
              SignatureVersion: '1',
              Signature: token(scene),
              SigningCertUrl: `${host}/SimpleNotificationService-example.pem`,
              UnsubscribeUrl: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscription}`,
              MessageAttributes: { tenant: { Type: 'String', Value: 'example' } },
            },
          },
        ],
      };
    },
  }),
];
