import { sample } from './sampleEvent.ts';
import { arnOf, base64, iamArn, order, type Scene } from './scene.ts';

export const kinesis = [
  sample({
    kind: 'kinesis-event',
    service: 'Kinesis',
    title: 'Records of a stream',
    stem: 'records',
    make: (scene) => ({
      Records: [record(scene, order, 1), record(scene, { ...order, id: 'order-1002' }, 2)],
    }),
  }),
  sample({
    kind: 'firehose-event',
    service: 'Data Firehose',
    title: 'Records to transform',
    stem: 'records',
    make: (scene) => ({
      invocationId: scene.uuid(),
      deliveryStreamArn: arnOf(scene, 'firehose', 'deliverystream/orders'),
      region: scene.region,
      records: [
        {
          recordId: sequenceNumber(1),
          approximateArrivalTimestamp: scene.now.getTime(),
          data: base64(`${JSON.stringify(order)}\n`),
        },
      ],
    }),
  }),
];

function record(scene: Scene, content: typeof order, number: number) {
  return {
    kinesis: {
      kinesisSchemaVersion: '1.0',
      partitionKey: content.id,
      sequenceNumber: sequenceNumber(number),
      data: base64(JSON.stringify(content)),
      approximateArrivalTimestamp: scene.now.getTime() / 1000,
    },
    eventSource: 'aws:kinesis',
    eventVersion: '1.0',
    eventID: `shardId-000000000000:${sequenceNumber(number)}`,
    eventName: 'aws:kinesis:record',
    invokeIdentityArn: iamArn(scene, `role/${scene.functionName}-role`),
    awsRegion: scene.region,
    eventSourceARN: arnOf(scene, 'kinesis', 'stream/orders'),
  };
}

/** 56 digits. */
function sequenceNumber(number: number): string {
  return `49${String(number).padStart(54, '0')}`;
}
