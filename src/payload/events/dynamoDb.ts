import { sample } from './sampleEvent.ts';
import { arnOf, base64, hex, order, type Scene } from './scene.ts';

const service = 'DynamoDB';
const keys = { id: { S: order.id } };
/** Numbers are strings and bytes are base64, as in the API. */
const created = {
  ...keys,
  item: { S: order.item },
  quantity: { N: String(order.quantity) },
  tags: { SS: ['gift', 'new'] },
  note: { B: base64('Leave it at the door') },
};

export const dynamoDb = [
  sample({
    kind: 'dynamodb-event',
    service,
    title: 'Item inserted',
    stem: 'insertion',
    make: (scene) => ({
      Records: [
        {
          ...record(scene, 'INSERT'),
          dynamodb: { ...change(scene), NewImage: created },
        },
      ],
    }),
  }),
  sample({
    kind: 'dynamodb-event',
    service,
    title: 'Item modified, then removed',
    stem: 'changes',
    make: (scene) => {
      const modified = { ...created, quantity: { N: '4' } };
      return {
        Records: [
          {
            ...record(scene, 'MODIFY'),
            dynamodb: { ...change(scene), NewImage: modified, OldImage: created },
          },
          { ...record(scene, 'REMOVE'), dynamodb: { ...change(scene), OldImage: modified } },
        ],
      };
    },
  }),
];

function record<Name extends 'INSERT' | 'MODIFY' | 'REMOVE'>(scene: Scene, eventName: Name) {
  const since = scene.now.toISOString().replace('Z', '');
  return {
    eventID: hex(scene, 32),
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: scene.region,
    eventSourceARN: arnOf(scene, 'dynamodb', `table/orders/stream/${since}`),
  };
}

function change({ now }: Scene) {
  return {
    ApproximateCreationDateTime: Math.floor(now.getTime() / 1000),
    Keys: keys,
    SequenceNumber: '100000000000000000001',
    SizeBytes: 74,
    StreamViewType: 'NEW_AND_OLD_IMAGES' as const,
  };
}
