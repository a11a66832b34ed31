import { sample } from './sampleEvent.ts';
import { bucketArn, hex, type Scene, token } from './scene.ts';

const service = 'S3';
const bucket = 'example-orders';

export const s3 = [
  sample({
    kind: 's3-event',
    service,
    title: 'Object created',
    stem: 'upload',
    make: (scene) => ({
      Records: [
        {
          ...record(scene, 'ObjectCreated:Put'),
          s3: {
            ...about(scene, 'uploads'),
            // Keys come as a query string has them: this is "invoices/März 2026.csv".
            object: {
              key: 'invoices/M%C3%A4rz+2026.csv',
              size: 1024,
              eTag: hex(scene, 32),
              sequencer: hex(scene, 18).toUpperCase(),
            },
          },
        },
      ],
    }),
  }),
  sample({
    kind: 's3-event',
    service,
    title: 'Object removed',
    stem: 'removal',
    make: (scene) => ({
      Records: [
        {
          ...record(scene, 'ObjectRemoved:Delete'),
          s3: {
            ...about(scene, 'removals'),
            // A removal tells neither size nor eTag, although the types ask for them.
            object: {
              key: 'invoices/M%C3%A4rz+2026.csv',
              size: 0,
              eTag: '',
              sequencer: hex(scene, 18).toUpperCase(),
            },
          },
        },
      ],
    }),
  }),
];

function record(scene: Scene, eventName: string) {
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: scene.region,
    eventTime: scene.now.toISOString(),
    eventName,
    userIdentity: { principalId: 'AWS:EXAMPLEPRINCIPALID' },
    requestParameters: { sourceIPAddress: '192.0.2.44' },
    responseElements: {
      'x-amz-request-id': hex(scene, 16).toUpperCase(),
      'x-amz-id-2': token(scene),
    },
  };
}

function about(scene: Scene, configurationId: string) {
  return {
    s3SchemaVersion: '1.0',
    configurationId,
    bucket: {
      name: bucket,
      ownerIdentity: { principalId: 'EXAMPLEOWNER' },
      arn: bucketArn(scene, bucket),
    },
  };
}
