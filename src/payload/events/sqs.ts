import { createHash } from 'node:crypto';
import { sample } from './sampleEvent.ts';
import { arnOf, order, type Scene, token } from './scene.ts';

const service = 'SQS';

export const sqs = [
  sample({
    kind: 'sqs-event',
    service,
    title: 'Messages of a standard queue',
    stem: 'messages',
    make: (scene) => ({
      Records: [
        {
          ...message(scene, order),
          attributes: attributes(scene),
          messageAttributes: { tenant: { stringValue: 'example', dataType: 'String' } },
          ...source(scene, 'orders'),
        },
        {
          ...message(scene, { ...order, id: 'order-1002' }),
          attributes: attributes(scene),
          messageAttributes: {},
          ...source(scene, 'orders'),
        },
      ],
    }),
  }),
  sample({
    kind: 'sqs-event',
    service,
    title: 'Message of a FIFO queue',
    stem: 'messages',
    make: (scene) => ({
      Records: [
        {
          ...message(scene, order),
          attributes: {
            ...attributes(scene),
            SequenceNumber: '18849496460467696128',
            MessageGroupId: 'example',
            MessageDeduplicationId: order.id,
          },
          messageAttributes: {},
          ...source(scene, 'orders.fifo'),
        },
      ],
    }),
  }),
];

function message(scene: Scene, content: unknown) {
  const body = JSON.stringify(content);
  return {
    messageId: scene.uuid(),
    receiptHandle: token(scene),
    body,
    md5OfBody: createHash('md5').update(body).digest('hex'),
  };
}

function attributes({ now }: Scene) {
  return {
    ApproximateReceiveCount: '1',
    SentTimestamp: String(now.getTime() - 150),
    SenderId: 'EXAMPLESENDERID',
    ApproximateFirstReceiveTimestamp: String(now.getTime()),
  };
}

function source(scene: Scene, queue: string) {
  return {
    eventSource: 'aws:sqs',
    eventSourceARN: arnOf(scene, 'sqs', queue),
    awsRegion: scene.region,
  };
}
